#!/bin/sh
# Writes what is made from the chart and committed: its README and one render for each of its ci values. Run it after a change
# of the chart, and read the diff: it is what changes in the cluster.
set -eu
cd "$(dirname "$0")/../.."
. scripts/node.sh
sh scripts/helm/tools.sh
node --disable-warning=ExperimentalWarning scripts/helm/readme.ts
rm -f test/helm/renders/*.yaml
for values in helm/kafka-rest/ci/*-values.yaml; do
  name=${values##*/}
  .toolchain/helm/helm3 template release helm/kafka-rest --namespace kafka --kube-version 1.34.1 --values "$values" \
    >"test/helm/renders/${name%-values.yaml}.yaml"
done
