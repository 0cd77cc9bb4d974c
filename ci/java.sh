#!/bin/sh
# See that Java 17 or newer, which only Apache Spark needs, is there: install Debian's, or say what is missing.
set -eu

version=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' || true)
[ "${version:-0}" -ge 17 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Java 17 with apt-get …"
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless >/dev/null; then exit 0; fi
fi
echo "Apache Spark needs Java 17 or newer, which is not installed here and which this user may not install." >&2
echo "Install it (on Debian: sudo apt-get install openjdk-17-jre-headless) and try again." >&2
exit 3
