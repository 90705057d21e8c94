#!/bin/sh
# npm start: runs the built gateway; arguments are its own, e.g. npm start -- kafka-rest.properties
set -eu
cd "$(dirname "$0")/.."
. scripts/node.sh
[ -f dist/main.js ] || die "The gateway is not built yet: npm run build, or npm run quickstart, which also installs what is missing."
# A small young generation: V8's own keeps fifty megabytes more resident, for nothing.
exec node --max-semi-space-size=16 dist/main.js "$@"
