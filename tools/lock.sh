#!/usr/bin/env bash
# Resolve the requirements into hashed locks that name no index. Needs uv on the PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
options=(--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --python-version 3.11
         --override requirements.overrides --quiet)
uv pip compile requirements.in "${options[@]}" "$@" -o requirements.lock
uv pip compile requirements.in requirements-dev.in "${options[@]}" -c requirements.lock "$@" -o requirements-dev.lock
