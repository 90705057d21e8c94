#!/bin/sh
# Builds the gateway in a checkout that has its npm packages and lays out in the new folder $1 what the image holds:
# no sources, no development packages. Afterwards the checkout has no development packages either.
set -eu
cd "$(dirname "$0")/.."
. scripts/node.sh
[ $# = 1 ] || die "usage: sh scripts/image-tree.sh NEW-FOLDER"
tree=$1
mkdir "$tree"

npm run --silent build
node --disable-warning=ExperimentalWarning scripts/production-packages.ts
mv dist node_modules "$tree"
cp -R openapi package.json "$tree"
find "$tree" \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.[cm]ts' \) -type f -delete

# Of the native client only what is loaded: 5 of 500 MB.
native=$tree/node_modules/node-rdkafka
slim=$tree/node_modules/.node-rdkafka
mkdir -p "$slim/build/Release" "$slim/build/deps"
cp "$native/build/Release/node-librdkafka.node" "$slim/build/Release"
cp "$native"/build/deps/librdkafka*.so.1 "$slim/build/deps"
strip --strip-debug "$slim"/build/*/*.node "$slim"/build/*/*.so.1
cp -R "$native/lib" "$native/librdkafka.js" "$native/package.json" "$native/LICENSE.txt" "$slim"
cp "$native/deps/librdkafka/LICENSES.txt" "$slim/LICENSES.librdkafka.txt"
rm -rf "$native"
mv "$slim" "$native"
