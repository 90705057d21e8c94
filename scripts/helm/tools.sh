#!/bin/sh
# Installs Helm 3, Helm 4 and kubeconform for the chart's tests into .toolchain/helm: once, in these versions, with Go.
# Says nothing and is done in a moment when all is there.
set -eu
cd "$(dirname "$0")/../.."

HELM3=helm.sh/helm/v3/cmd/helm@v3.22.0
HELM4=helm.sh/helm/v4/cmd/helm@v4.3.1
KUBECONFORM=github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# $1: name of the program here, $2: package and version. The link names the version, so that a new one is installed anew.
tool() {
  version=${2##*@}
  program=.toolchain/helm/$1-$version
  if [ ! -x "$program" ]; then
    command -v go >/dev/null || die "The chart's tests need Go to install $2: see https://go.dev/dl."
    echo "Installing $1 $version with Go (about a minute) ..." >&2
    work=$(mktemp -d "$PWD/.toolchain/go-XXXXXX")
    if ! GOBIN=$work GOFLAGS=-buildvcs=false CGO_ENABLED=0 go install -trimpath -ldflags='-s -w' "$2" >"$work/log" 2>&1; then
      tail -n 20 "$work/log" >&2
      rm -rf "$work"
      die "go install $2 failed."
    fi
    package=${2%@*}
    mv "$work/${package##*/}" "$program"
    rm -rf "$work"
  fi
  ln -sfn "$1-$version" ".toolchain/helm/$1"
}

mkdir -p .toolchain/helm
tool kubeconform "$KUBECONFORM"
tool helm3 "$HELM3"
tool helm4 "$HELM4"
