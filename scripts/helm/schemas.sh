#!/bin/sh
# Writes the JSON schemas of Kubernetes' objects that the chart's tests use, from the OpenAPI document in its Go module.
set -eu
cd "$(dirname "$0")/../.."
. scripts/node.sh
KUBERNETES=k8s.io/kubernetes@v1.34.1
command -v go >/dev/null || die "The schemas come in a Go module: install Go, https://go.dev/dl."
folder=$(go mod download -json "$KUBERNETES" | sed -n 's/^.*"Dir": "\(.*\)".*$/\1/p')
exec node --disable-warning=ExperimentalWarning scripts/helm/schemas.ts "$folder/api/openapi-spec/swagger.json"
