#!/bin/sh
# Builds the images of the containers runtime: canarybed-app:local, canarybed-postgres:local and canarybed-django:local.
#
#   docker/build.sh                     without a registry: everything from Debian packages and the host's node
#   BASE=node:20-slim docker/build.sh   with a registry: the app on this base, Django on debian:bookworm-slim; for
#                                       Postgres take the official image
#
# What is up to date is kept. Prints seconds per image.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
release=$here/../app/dist

fail() { echo "docker/build.sh: $*" >&2; exit 3; }

docker version >/dev/null 2>&1 || fail "no container engine answers; start dockerd"
if [ ! -f "$release/start.js" ]; then node "$here/../app/build.mjs"; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The harness computes the same value of a release's folder (release-content.ts), to refuse an image of another one.
content_of() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64); }

# usage: build_image TAG BASE CONTEXT DOCKERFILE [--label ...]
# The label says of what an image was made; the base's id is part of it, its name would hide a rebuilt base.
build_image() {
  tag=$1 base=$2 context=$3 dockerfile=$4
  shift 4
  made_of=$( { docker image inspect -f '{{.Id}}' "$base" 2>/dev/null || echo "$base"; cat "$dockerfile"; content_of "$context"; } | sha256sum | cut -c1-16)
  if [ "$(docker image inspect -f '{{ index .Config.Labels "canarybed.made-of" }}' "$tag" 2>/dev/null)" = "$made_of" ]; then
    echo "$tag: up to date"
    return
  fi
  began=$(date +%s)
  before=$(docker image inspect -f '{{.Id}}' "$tag" 2>/dev/null || true)
  docker build --quiet --build-arg BASE="$base" --label canarybed.made-of="$made_of" "$@" \
    --tag "$tag" --file "$dockerfile" "$context" >/dev/null
  # What the new image replaces would stay without a name; where a container still runs from it, it stays.
  if [ -n "$before" ]; then docker rmi "$before" >/dev/null 2>&1 || true; fi
  echo "$tag: $(($(date +%s) - began)) s"
}

# Never empty: Docker's classic builder fails on a layer without a file.
mkdir -p "$work/system/etc"
echo "node: ${BASE:-this machine}" > "$work/system/etc/canarybed-app"
if [ -z "${BASE:-}" ]; then
  "$here/base/build.sh"
  node=$(node -p process.execPath)
  [ "$(uname -s)" = Linux ] || fail "the node of this machine does not run in a Linux container; set BASE=node:20-slim"
  mkdir -p "$work/system/usr/local/bin"
  cp "$node" "$work/system/usr/local/bin/node"
fi

cp -R "$release" "$work/release"
chmod -R a+rX "$work/system" "$work/release"
build_image canarybed-app:local "${BASE:-canarybed-base:bookworm}" "$work" "$here/app/Dockerfile" \
  --label canarybed.release="$(content_of "$release")"
docker run --rm --network none canarybed-app:local node --version >/dev/null ||
  fail "node does not start in canarybed-app:local; the host's node needs libraries that the base has not (ldd \$(command -v node))"

if [ -z "${BASE:-}" ]; then
  build_image canarybed-postgres:local canarybed-postgres-base:bookworm "$here/postgres" "$here/postgres/Dockerfile"
fi

"$here/../examples/django/build.sh"
django=$here/../examples/django/dist
django_base=canarybed-django-base:bookworm
if [ -n "${BASE:-}" ]; then django_base=debian:bookworm-slim; fi
build_image canarybed-django:local "$django_base" "$django" "$here/django/Dockerfile" \
  --label canarybed.release="$(content_of "$django")"
