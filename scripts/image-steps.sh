#!/bin/sh
# The steps of the Dockerfile without Docker: the same files, the same layout script, the same user and a read-only root file
# system where this system lets us; then the gateway must come up, answer and end in order. npm packages are copied from the
# checkout instead of installed and compiled a second time.
set -eu
cd "$(dirname "$0")/.."
sh scripts/install.sh
. scripts/node.sh

work=$(mktemp -d)
gateway=
cleanup() {
  [ -z "$gateway" ] || kill -s KILL "$gateway" 2>/dev/null || true
  chmod -R u+w "$work"
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

step() { say "-- $*"; }

step "copy what .dockerignore lets through"
mkdir "$work/build"
sed -n 's/^!//p' .dockerignore | while read -r name; do cp -R "$name" "$work/build"; done
find "$work/build" -name '*.spec.ts' -delete
cp -R node_modules "$work/build"

step "build and lay out the tree"
sh "$work/build/scripts/image-tree.sh" "$work/app"
rm -rf "$work/build"
du -sm "$work/app" | while read -r size _; do say "   $size MB"; done

step "what must not be in the image"
for name in src test scripts node_modules/typescript node_modules/jest node_modules/node-rdkafka/deps; do
  [ ! -e "$work/app/$name" ] || die "$name is in the image."
done

# The image has Debian's libraries of the same release: each one that is loaded must be in a package that it installs.
if command -v dpkg-query >/dev/null && command -v readelf >/dev/null; then
  step "system libraries are installed by the Dockerfile"
  packages=" $(sed -n '/^FROM .*-slim/,$p' Dockerfile | tr '\n\\' '  ') libc6 libgcc-s1 libstdc++6 "
  find "$work/app/node_modules" \( -name '*.node' -o -name '*.so.*' \) -exec readelf -d {} + |
    sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u | grep -v '^librdkafka' >"$work/libraries"
  [ -s "$work/libraries" ] || die "No native library was found."
  while read -r library; do
    owner=$(dpkg-query -S "*/$library" 2>/dev/null | sed -n '1s/:.*//p')
    case "$packages" in
    *" $owner "*) ;;
    *) die "$library comes with ${owner:-no package}, which the Dockerfile does not install." ;;
    esac
  done <"$work/libraries"
fi

# Runs "$@" as the image does: as nobody in particular, on a file system that cannot be written.
confined() {
  chmod -R a-w,a+rX "$work/app"
  chmod a+rx "$work"
  if [ "$(id -u)" != 0 ] || ! command -v setpriv >/dev/null; then
    exec "$@"
  fi
  as_user="setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs"
  # shellcheck disable=SC2016,SC2086 # expanded by the inner shell; a list of words
  if unshare --mount sh -c 'mount --make-rprivate / && mount -o remount,bind,ro /' 2>/dev/null; then
    exec unshare --mount sh -c 'mount --make-rprivate / && mount -o remount,bind,ro / && cd . && exec "$@"' sh $as_user "$@"
  fi
  exec $as_user "$@"
}

node_binary=$(command -v node)
port=$(node -p 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); }); ""' | tr -d '\n')
answers() {
  "$node_binary" -e 'fetch(process.argv[1], { signal: AbortSignal.timeout(5000) }).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' \
    "http://127.0.0.1:$port$1"
}
await() {
  tries=0
  until answers "$1"; do
    kill -0 "$gateway" 2>/dev/null || { cat "$work/log" >&2; gateway=; die "The gateway ended by itself."; }
    tries=$((tries + 1))
    [ "$tries" -lt 150 ] || { cat "$work/log" >&2; die "$1 is not answered with 200."; }
    sleep 0.2
  done
  say "   $1 is answered with 200"
}

step "start it as user 10001 on a read-only file system"
(
  cd "$work/app"
  confined env -i PATH=/usr/bin:/bin NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=16 KAFKA_REST_EMBEDDED_KAFKA=true \
    KAFKA_REST_LISTENERS="http://127.0.0.1:$port" "$node_binary" dist/main.js
) >"$work/log" 2>&1 </dev/null &
gateway=$!
await /health/live
await /health/ready
await /openapi/v2.json
await /docs/

step "stop it with SIGTERM"
kill -s TERM "$gateway"
status=0
wait "$gateway" || status=$?
gateway=
[ "$status" = 0 ] || { cat "$work/log" >&2; die "The gateway ended with $status."; }
say "The image steps work."
