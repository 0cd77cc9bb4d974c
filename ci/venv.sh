#!/bin/sh
# Make .venv with the given Python, or say plainly what is missing.
set -eu
python=$1

command -v "$python" >/dev/null 2>&1 || { echo "Python is missing: apt-get install python3 python3-venv, or PYTHON=/path/to/python3 make …" >&2; exit 3; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Collegiate needs Python 3.11 or newer; $python is $("$python" -V 2>&1). Name another with PYTHON=… make …" >&2; exit 3; }
"$python" -c 'import venv, ensurepip' 2>/dev/null || {
  echo "Python's venv is missing: apt-get install python3-venv" >&2; exit 3; }

echo "Making .venv …"
"$python" -m venv .venv
