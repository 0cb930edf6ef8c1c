#!/bin/sh
# usage: rootfs.sh SUITE PACKAGES
# Writes a tar of a small Debian root file system with these packages (comma-separated) to stdout.
set -eu
suite=$1 packages=$2
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# mmdebstrap knows nothing of the host's apt configuration. Where the host is of the same suite, the packages come from
# its mirrors; its proxy and certificate settings apply always.
apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' | sort -u |
  while read -r uri release component; do
    case "$release $component" in
      "$suite main" | "$suite-updates main" | "$suite-security main")
        echo "deb [signed-by=$keyring] $uri $release main" ;;
    esac
  done > "$work/mirrors.list"
apt-config dump | grep -E '^Acquire::https?::' > "$work/apt.conf" || true
# No file: mmdebstrap's own idea of Debian's mirrors.
grep -q " $suite main" "$work/mirrors.list" && mirrors=$work/mirrors.list || mirrors=

# Documentation goes after installation, not by path-exclude alone: the alternatives of some packages insist on their
# manual pages while they are being configured. LLVM is a third of Postgres and serves its JIT compiler only. The host's
# apt settings and mirrors must not stay in the image.
mmdebstrap --quiet --variant=minbase --include="$packages" \
  --aptopt="$work/apt.conf" \
  --dpkgopt=force-unsafe-io \
  --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' \
  --dpkgopt='path-exclude=/usr/lib/*/libLLVM*' \
  --dpkgopt='path-exclude=/usr/lib/postgresql/*/lib/llvmjit*' \
  --dpkgopt='path-exclude=/usr/lib/postgresql/*/lib/bitcode/*' \
  --customize-hook='cd "$1" && rm -rf usr/share/man/* usr/share/info/* usr/share/i18n/* usr/lib/*/libz3.so.* \
    var/cache/apt/* var/cache/debconf/*-old var/lib/postgresql/15 etc/postgresql/15 \
    etc/apt/apt.conf.d/99mmdebstrap etc/apt/sources.list etc/apt/sources.list.d/*' \
  "$suite" - $mirrors
