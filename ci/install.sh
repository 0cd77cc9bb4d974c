#!/bin/sh
# Install one hash-pinned lock and the project itself into .venv: by uv, or by pip where uv is not to be had.
set -eu
lock=$1
bin=.venv/bin

quiet_pip() { "$bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes "$@"; }

echo "Installing $lock …"
if quiet_pip --only-binary :all: -r requirements/tools.txt 2>/dev/null; then
  "$bin/uv" pip install --quiet --python "$bin/python" --require-hashes -r "$lock"
  "$bin/uv" pip install --quiet --python "$bin/python" --no-deps --no-build-isolation --editable .
else
  echo "uv has no build for this machine; pip does the same, more slowly." >&2
  quiet_pip -r "$lock"
  "$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
fi
