#!/bin/sh
# usage: rootfs.sh SUITE PACKAGES
# Writes a tar of a small Debian root file system with these packages (comma-separated) to stdout.
set -eu

# Documentation goes after installation, not by path-exclude alone: the alternatives of some packages insist on their
# manual pages while they are being configured. LLVM is a third of Postgres and serves its JIT compiler only.
exec mmdebstrap --quiet --variant=minbase --include="$2" \
  --dpkgopt=force-unsafe-io \
  --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' \
  --dpkgopt='path-exclude=/usr/lib/*/libLLVM*' \
  --dpkgopt='path-exclude=/usr/lib/postgresql/*/lib/llvmjit*' \
  --dpkgopt='path-exclude=/usr/lib/postgresql/*/lib/bitcode/*' \
  --customize-hook='cd "$1" && rm -rf usr/share/man/* usr/share/info/* usr/share/i18n/* usr/lib/*/libz3.so.* \
    var/cache/apt/* var/cache/debconf/*-old var/lib/postgresql/15 etc/postgresql/15' \
  "$1" -
