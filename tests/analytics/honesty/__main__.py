"""Try every method on invented towns and print how honest it was; fail if one was not."""

import argparse
import importlib
import pkgutil
import sys

import tests.analytics.honesty as here


def say(line: str) -> None:
    """Print a line at once, since a trial takes a while."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Return 0 if every method was honest, otherwise 1."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--towns", type=int, default=2000, help="how many towns of each kind (2000)")
    towns = asked.parse_args().towns
    say(f"{'What was tried':<62} {'cover':>7} {'false better':>13}")
    honest = True
    for found in sorted(module.name for module in pkgutil.iter_modules(here.__path__) if module.name != "__main__"):
        for trial in importlib.import_module(f"{here.__name__}.{found}").trials(towns):
            fair = trial.is_honest(slack=0.0 if towns >= 2000 else 2 / towns**0.5)
            honest &= fair
            mark = "" if fair else "  NOT HONEST"
            say(f"{trial.written()}{mark}  {trial.remark}")
    say("Every interval was honest." if honest else "Some interval was not honest.")
    return 0 if honest else 1


if __name__ == "__main__":
    sys.exit(main())
