#!/bin/sh
# Starts Postgres on the cluster that is in the image, with the password, user and database of the environment.
set -eu

case ${1:-} in
  postgres) shift ;;
  -*) ;;
  *) exec "$@" ;;
esac

as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups env HOME=/var/lib/postgresql "$@"; }
literal() { printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"; }
identifier() { printf '"%s"' "$(printf %s "$1" | sed 's/"/""/g')"; }

# The server does not run yet, so no connection can come before the password is set.
statements() {
  if [ "$user" = postgres ]; then
    echo "alter role postgres password $(literal "$POSTGRES_PASSWORD")"
  else
    echo "alter role postgres password null"
    echo "create role $(identifier "$user") superuser createdb createrole replication bypassrls login password $(literal "$POSTGRES_PASSWORD")"
  fi
  if [ "$database" != postgres ]; then
    echo "create database $(identifier "$database") owner $(identifier "$user")"
  fi
}

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "${POSTGRES_PASSWORD:-}" ]; then
    echo "POSTGRES_PASSWORD is not set: this image lets nobody in without a password" >&2
    exit 1
  fi
  user=${POSTGRES_USER:-postgres}
  database=${POSTGRES_DB:-$user}
  mkdir -p "$PGDATA"
  chown postgres:postgres "$PGDATA"
  chmod 700 "$PGDATA"
  cp -a /opt/cluster/. "$PGDATA"
  statements | as_postgres postgres --single -D "$PGDATA" -c log_min_messages=error postgres >/dev/null
  # Programs that are run inside the container (psql of a snapshot) log in with this; local logins are not trusted.
  umask 077
  printf '*:*:*:%s:%s\n' "$(printf %s "$user" | sed 's/[\\:]/\\&/g')" \
    "$(printf %s "$POSTGRES_PASSWORD" | sed 's/[\\:]/\\&/g')" > "$HOME/.pgpass"
fi

exec setpriv --reuid=postgres --regid=postgres --clear-groups env -u POSTGRES_PASSWORD HOME=/var/lib/postgresql \
  postgres -D "$PGDATA" "$@"
