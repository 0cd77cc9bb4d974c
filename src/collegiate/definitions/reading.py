"""
Reading a definition: a YAML text as a frozen kind, every fault named.

The files are written by people who know schools, so a fault says the file, the field and what is wrong in it.
"""

from collections.abc import Hashable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from importlib.resources.abc import Traversable
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

T = TypeVar("T")

WORDS = {str: "text", int: "a whole number", float: "a number", bool: "yes or no", date: "a date"}


@dataclass(frozen=True, kw_only=True)
class Checked:
    """
    What every definition says of itself: where it is from, who checked it and when to look again.

    Attributes
    ----------
    source : str
        The document that says so, well enough named to be found.
    checker : str
        Who compared it with the source.
    checked_on, review_on : date
        The day they did, and the day, later than that, to do it again.
    """

    source: str
    checker: str
    checked_on: date
    review_on: date

    def __post_init__(self) -> None:
        """
        Refuse a definition that nobody checked, or that never comes up for review.

        :raises ValueError: saying which
        """
        if not (self.source.strip() and self.checker.strip()):
            raise ValueError("say where it is from (source) and who checked it (checker)")
        if self.review_on <= self.checked_on:
            raise ValueError("review_on must be later than checked_on")


def read(kind: type[T], text: str, *, where: str) -> T:
    """
    Read one file as `kind`, a dataclass whose fields may be dataclasses, tuples of them, or enumerations.

    :raises ValueError: naming each unknown, missing or wrongly typed field, and each key written twice
    """
    try:
        given = yaml.load(text, Loader=_OnceEach)  # noqa: S506 -- a safe loader that also refuses doubled keys
    except yaml.YAMLError as fault:
        raise ValueError(f"{where}: it is not YAML: {' '.join(str(fault).split())}") from fault
    wrong: list[str] = []
    made = _made(kind, given, "", wrong)
    if wrong:
        raise ValueError(f"{where}: " + "; ".join(sorted(wrong)))
    return made  # type: ignore[no-any-return]  # nothing was wrong, so it is of the kind


def read_folder(kind: type[T], folder: Traversable) -> Iterator[T]:
    """
    Read every .yaml file of a folder as `kind`, in the order of their names.

    :raises ValueError: as `read`
    """
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml"):
            yield read(kind, file.read_text("utf-8"), where=file.name)


class _OnceEach(yaml.SafeLoader):
    """YAML's safe loader, which would let a second copy of a key win without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{key} is written twice", node.start_mark)
        return super().construct_mapping(node, deep)


def _made(kind: Any, given: Any, at: str, wrong: list[str]) -> Any:
    """Return `given` as `kind`; add to `wrong` what keeps it from being one, each with where it stands."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind, given, at, wrong)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (one,) = set(inside) - {type(None)}
        return None if given is None else _made(one, given, at, wrong)
    if origin in (tuple, dict):
        many = _tuple if origin is tuple else _dict
        return many(inside[0 if origin is tuple else 1], given, at, wrong)
    return _one(kind, given, at, wrong)


def _one(kind: Any, given: Any, at: str, wrong: list[str]) -> Any:
    if issubclass(kind, Enum):
        return _choice(kind, given, at, wrong)
    if kind is float and type(given) is int:
        return float(given)
    if type(given) is not kind:  # not isinstance: True is no number, and a moment is no day
        wrong.append(f"{at} is not {WORDS[kind]}")
    return given


def _dataclass(kind: type[Any], given: Any, at: str, wrong: list[str]) -> Any:
    if not isinstance(given, dict):
        wrong.append(f"{at or 'the file'} is not a list of named fields")
        return None
    dot = f"{at}." if at else ""
    hints, known = get_type_hints(kind), {field.name: field for field in fields(kind)}
    faults = [f"unknown {dot}{name}" for name in given if name not in known]
    faults += [
        f"missing {dot}{name}"
        for name, field in known.items()
        if name not in given and field.default is MISSING and field.default_factory is MISSING
    ]
    made = {name: _made(hints[name], given[name], f"{dot}{name}", faults) for name in known if name in given}
    wrong.extend(faults)
    if faults:
        return None
    try:
        return kind(**made)
    except ValueError as fault:
        wrong.append(f"{at}: {fault}" if at else str(fault))
        return None


def _tuple(kind: Any, given: Any, at: str, wrong: list[str]) -> tuple[Any, ...]:
    if not isinstance(given, list):
        wrong.append(f"{at} is not a list")
        return ()
    return tuple(_made(kind, one, f"{at}[{place}]", wrong) for place, one in enumerate(given, start=1))


def _dict(kind: Any, given: Any, at: str, wrong: list[str]) -> dict[str, Any]:
    if not isinstance(given, dict) or not all(isinstance(key, str) for key in given):
        wrong.append(f"{at} is not a list of named values")
        return {}
    return {key: _made(kind, one, f"{at}.{key}", wrong) for key, one in given.items()}


def _choice(kind: type[Enum], given: Any, at: str, wrong: list[str]) -> Any:
    values = [one.value for one in kind]
    if given not in values:
        wrong.append(f"{at} is not one of {', '.join(map(str, values))}")
        return None
    return kind(given)
