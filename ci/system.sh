#!/bin/sh
# See that Chromium and PostgreSQL, which only tests need, are there: install Debian's, or say what is missing.
set -eu

missing=""
for name in chromium chromium-browser google-chrome; do command -v $name >/dev/null 2>&1 && chromium=yes; done
[ "${chromium:-}" ] || missing="chromium"
# Without Debian's PostgreSQL a plain user gets on with the wheel in requirements/dev.txt; as root it would add a system user.
if [ "$(id -u)" = 0 ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null 2>&1; then
  missing="$missing postgresql"
fi
[ "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing with apt-get: $missing …"
  # RUNLEVEL keeps Debian from starting a server of its own: the tests start a private one.
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  if apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null; then exit 0; fi
fi
echo "The tests need programs that are not installed here and that this user may not install: $missing." >&2
echo "Install them (on Debian: sudo apt-get install $missing) and try again; \`make test-fast\` needs neither." >&2
exit 3
