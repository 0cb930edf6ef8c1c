#!/bin/sh
# Makes examples/django/dist, the folder that is deployed, from release/: its static files collected, its modules compiled.
#
# Needs Debian's python3-django, on this machine or in the image canarybed-django-base:bookworm. A folder that is up to
# date stays as it is.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
base=canarybed-django-base:bookworm
aside=$here/.dist-$$
old=$here/.dist-old-$$
trap 'rm -rf "$aside" "$old"' EXIT
# One after the other: each puts its own in place of the folder.
exec 9>"$here/.dist-lock"
flock 9

# The settings want values; none of them gets into what is made. Compiled files are valid by their source's content, as
# every copy of the folder has other times.
steps='
  SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=postgres://build@build/build \
    /usr/bin/python3 -Es manage.py collectstatic --noinput --verbosity 0 &&
  /usr/bin/python3 -Es -m compileall -q --invalidation-mode checked-hash .'

rm -rf "$aside"
cp -R "$here/release" "$aside"
find "$aside" -name __pycache__ -prune -exec rm -rf {} +

if /usr/bin/python3 -Es -c 'import django' 2>/dev/null; then
  (cd "$aside" && sh -c "$steps")
elif docker image inspect "$base" >/dev/null 2>&1; then
  docker run --rm --network none --user "$(id -u):$(id -g)" --volume "$aside:/srv/app" --workdir /srv/app "$base" sh -c "$steps"
else
  echo "examples/django/build.sh: Django is missing: apt-get install python3-django, or docker/base/build.sh with a container engine" >&2
  exit 3
fi

if diff -r --exclude=__pycache__ "$aside" "$here/dist" >/dev/null 2>&1; then exit 0; fi
if [ -e "$here/dist" ]; then mv "$here/dist" "$old"; fi
mv "$aside" "$here/dist"
