#!/bin/sh
# npm start: runs the built gateway; arguments are its own, e.g. npm start -- kafka-rest.properties
set -eu
cd "$(dirname "$0")/.."
. scripts/node.sh
[ -f dist/main.js ] || die "The gateway is not built yet: npm run build, or npm run quickstart, which also installs what is missing."
# A small young generation: with V8's own, short-lived answers keep a hundred megabytes more resident, for nothing.
exec node --max-semi-space-size=8 dist/main.js "$@"
