#!/bin/sh
# Installs what is missing for the gateway to be built and tested: Node, system packages, npm packages, the native client.
# Says nothing and is done in a moment when all is there.
set -eu
cd "$(dirname "$0")/.."
. scripts/node.sh

LOG=.toolchain/install.log

check() { node --disable-warning=ExperimentalWarning scripts/installed.ts; }
header() { printf '#include <%s>\n' "$1" | cc -E - >/dev/null 2>&1; }

# Debian's names of what the native client needs and this machine has not.
missing_packages() {
  command -v python3 >/dev/null || echo python3
  command -v make >/dev/null || echo make
  if ! command -v cc >/dev/null || ! command -v c++ >/dev/null; then
    # Without a compiler nothing can be looked for.
    echo g++ libssl-dev libsasl2-dev zlib1g-dev libzstd-dev liblz4-dev libcurl4-openssl-dev
    return
  fi
  header openssl/ssl.h || echo libssl-dev
  header sasl/sasl.h || echo libsasl2-dev
  header zlib.h || echo zlib1g-dev
  header zstd.h || echo libzstd-dev
  header lz4.h || echo liblz4-dev
  header curl/curl.h || echo libcurl4-openssl-dev
}

system_packages() {
  if command -v brew >/dev/null; then
    for formula in openssl@3 zstd lz4; do
      prefix=$(brew --prefix "$formula" 2>/dev/null) || continue
      export CPPFLAGS="-I$prefix/include ${CPPFLAGS-}" LDFLAGS="-L$prefix/lib ${LDFLAGS-}" CPATH="$prefix/include:${CPATH-}"
    done
  fi
  missing=$(missing_packages | tr '\n' ' ')
  missing=${missing% }
  [ -n "$missing" ] || return 0
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    say "Installing $missing ..."
    # shellcheck disable=SC2086 # a list of packages
    (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing) >"$LOG" 2>&1 </dev/null ||
      fail "apt-get could not install $missing."
  else
    die "The native Kafka client needs $missing. Run this, then the same command again:
  $(system_command "$missing")"
  fi
}

system_command() {
  if command -v apt-get >/dev/null; then
    echo "sudo apt-get update && sudo apt-get install -y --no-install-recommends $1"
  elif command -v dnf >/dev/null; then
    echo "sudo dnf install -y python3 make gcc-c++ openssl-devel cyrus-sasl-devel zlib-devel libzstd-devel lz4-devel libcurl-devel"
  elif command -v apk >/dev/null; then
    echo "sudo apk add python3 make g++ bash linux-headers openssl-dev cyrus-sasl-dev zlib-dev zstd-dev lz4-dev curl-dev"
  elif command -v brew >/dev/null; then
    echo "xcode-select --install; brew install python3 openssl@3 zstd lz4"
  else
    echo "# install a C++ compiler, make, python3 and the development files of openssl, cyrus-sasl, zlib, zstd, lz4 and curl"
  fi
}

fail() {
  tail -n 40 "$LOG" >&2
  die "$1 The whole log is in $LOG."
}

found=$(check)
[ "${found%%
*}" = ok ] && exit 0

mkdir -p .toolchain
system_packages
modern_npm
export SCARF_ANALYTICS=false
# The make file of librdkafka does not bear parallel jobs.
unset JOBS MAKEFLAGS npm_config_jobs
NPM_FLAGS="--no-audit --no-fund --ignore-scripts=false"

if [ "${found%%
*}" = packages ]; then
  say "Installing npm packages and building librdkafka (2 to 4 minutes) ..."
  # shellcheck disable=SC2086 # a list of flags
  npm ci --include=dev --include=optional $NPM_FLAGS >"$LOG" 2>&1 </dev/null || fail "npm ci failed."
  found=$(check)
fi
if [ "${found%%
*}" = native ]; then
  say "Building librdkafka for Node $(node -p process.versions.node) (2 to 4 minutes) ..."
  # shellcheck disable=SC2086 # a list of flags
  npm rebuild node-rdkafka --foreground-scripts $NPM_FLAGS >"$LOG" 2>&1 </dev/null || fail "node-rdkafka could not be built."
  found=$(check)
fi
if [ "$found" != ok ]; then
  die "The native Kafka client is not usable: ${found#*
}
Install the development files of openssl, cyrus-sasl, zlib, zstd, lz4 and curl, then run: npm rebuild node-rdkafka"
fi
