#!/bin/sh
# Makes the base images from Debian packages, without any image registry:
#
#   canarybed-base:bookworm            what the app's image stands on
#   canarybed-postgres-base:bookworm   the same idea with Debian's Postgres programs
#   canarybed-django-base:bookworm     with Django, uWSGI and nginx
#
# Packages are installed by mmdebstrap on the host, straight into a root file system, so that it is the host's own
# apt configuration (mirror, proxy, certificates) that applies, and later "docker build" steps need no network.
# Needs: root, mmdebstrap, a Debian archive keyring, a running engine. An image made from the same recipe is kept.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
suite=bookworm

make_base() {
  tag=$1 packages=$2
  recipe=$( { echo "$suite $packages"; cat "$here/rootfs.sh"; } | sha256sum | cut -c1-16)
  if [ "$(docker image inspect -f '{{ index .Config.Labels "canarybed.recipe" }}' "$tag" 2>/dev/null)" = "$recipe" ]; then
    echo "$tag: up to date"
    return
  fi
  began=$(date +%s)
  "$here/rootfs.sh" "$suite" "$packages" |
    docker import --change "LABEL canarybed.recipe=$recipe" \
      --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$tag.new" >/dev/null
  # A pipe hides the first command's failure: an image that cannot run a shell is no base.
  docker run --rm --network none "$tag.new" sh -c true
  docker tag "$tag.new" "$tag"
  docker rmi "$tag.new" >/dev/null
  echo "$tag: $(($(date +%s) - began)) s"
}

# libstdc++6 and libatomic1 are all that the official Node.js binaries need beyond the C library; nginx is for examples/nginx.
# Side by side: most of the time is one program waiting for another.
make_base canarybed-base:$suite libstdc++6,libatomic1,ca-certificates,nginx-light &
app=$!
make_base canarybed-django-base:$suite python3-django,python3-psycopg2,uwsgi,uwsgi-plugin-python3,nginx-light,ca-certificates &
django=$!
make_base canarybed-postgres-base:$suite postgresql-15
wait "$app"
wait "$django"
