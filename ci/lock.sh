#!/bin/sh
# Resolve the locks anew. They hold hashes and no addresses, and serve every platform.
set -eu
compile() { .venv/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --no-annotate --universal --python-version 3.11 "$@"; }

compile requirements/tools.in -o requirements/tools.txt
compile requirements/node.in -o requirements/node.txt
compile pyproject.toml --group build -o requirements/run.txt
compile pyproject.toml --group build --group dev -c requirements/run.txt -o requirements/dev.txt
compile pyproject.toml --group build --group dev --extra spark -c requirements/dev.txt -o requirements/spark.txt
compile pyproject.toml --group build --group dev --group bench -c requirements/dev.txt -o requirements/bench.txt
