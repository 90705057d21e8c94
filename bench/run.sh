#!/bin/sh
# npm run bench: measures what is built from this checkout.
set -eu
npm run --silent build
exec node --disable-warning=ExperimentalWarning bench/run.mjs "$@"
