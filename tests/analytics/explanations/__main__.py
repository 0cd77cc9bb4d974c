"""Draw every picture anew."""

import sys

from tests.analytics.explanations import FOLDER, PICTURES, drawn, run


def main() -> int:
    """Write the pictures; return 1 if an example says otherwise than its page."""
    stale = 0
    for page in PICTURES:
        worked, faults = run(page)
        stale += bool(faults)
        sys.stdout.writelines(faults)
        (FOLDER / f"{page}.svg").write_text(drawn(page, worked), "utf-8")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
