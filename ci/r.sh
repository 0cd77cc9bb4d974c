#!/bin/sh
# See that R with quantreg and lme4, which only `make bench WITH_R=1` needs, is there: install Debian's, or say what is missing.
set -eu

there() { Rscript -e 'quit(status = !all(sapply(c("quantreg", "lme4"), requireNamespace, quietly = TRUE)))' >/dev/null 2>&1; }
there && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing R, quantreg and lme4 with apt-get …"
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -y -qq --no-install-recommends r-base-core r-cran-quantreg r-cran-lme4 >/dev/null && there; then exit 0; fi
fi
echo "To be measured against, R with its packages quantreg and lme4 is needed, which this user may not install." >&2
echo "Install them (on Debian: sudo apt-get install r-base-core r-cran-quantreg r-cran-lme4) or leave WITH_R out." >&2
exit 3
