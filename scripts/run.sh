#!/bin/sh
# Runs a command of the project with its Node and its installed tools: sh scripts/run.sh tsc --version
# With --install before the command, installs first what is missing.
set -eu
cd "$(dirname "$0")/.."
if [ "${1-}" = --install ]; then
  shift
  sh scripts/install.sh
fi
. scripts/node.sh
PATH="$PWD/node_modules/.bin:$PATH"
export PATH
if [ ! -d node_modules ]; then
  die "Nothing is installed yet: run npm test or npm run quickstart once, or sh scripts/install.sh."
fi
# In place of this shell: a signal to the npm script must reach the command.
exec "$@"
