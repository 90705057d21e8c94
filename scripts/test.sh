#!/bin/sh
# npm test: installs what is missing, then checks everything and says at the end what failed. Arguments go to Jest:
# npm test -- --selectProjects unit
set -u
cd "$(dirname "$0")/.."
sh scripts/install.sh || exit 1
. scripts/node.sh
PATH="$PWD/node_modules/.bin:$PATH"
export PATH

failed=
step() {
  name=$1
  shift
  say "== $name"
  "$@" || failed="$failed, $name"
}

step lint eslint --max-warnings 0 .
step 'type check' tsc -p tsconfig.check.json --noEmit
step format prettier --check --log-level warn .
# Jest runs ES modules only behind this flag.
NODE_OPTIONS="--experimental-vm-modules --disable-warning=ExperimentalWarning ${NODE_OPTIONS-}"
export NODE_OPTIONS
step tests jest "$@"

[ -z "$failed" ] || die "Failed: ${failed#, }."
