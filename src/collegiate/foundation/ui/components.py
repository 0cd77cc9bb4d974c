"""The small frozen things that templates show: links, tags, tasks, figures, tables, hops."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

TagKind = Literal["", "quiet", "waiting", "kept", "harm"]
HopState = Literal["there", "not-due", "missing"]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. `hidden` is read aloud after the words, so that each link stands alone."""

    text: str
    url: str
    current: bool = False
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in words. Kinds: plain, quiet (over), waiting (somebody's turn), kept (money in, promise kept), harm."""

    text: str
    kind: TagKind = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list: what to do, where, and how far it is. Without a url it cannot be begun yet."""

    text: str
    state: Tag
    url: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A number with what is needed to understand it: label, value, year, how many, source.

    `value` may be anything that `shown` shows, `CannotSay` too; `n` is ready words ("58 pupils").
    """

    label: str
    value: Any
    year: str = ""
    n: str = ""
    source: str = ""
    source_url: str = ""

    @property
    def within_reach(self) -> list[str]:
        """Year and number, as the small line under a figure lists them; the source follows as a link."""
        return [str(part) for part in (self.year, self.n) if part]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a summary list: the question, the answer, and what the person may do about it."""

    key: str
    value: Any
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `sort_url` makes the heading a link; `sorted` says which way it is sorted now."""

    text: str
    numeric: bool = False
    sort_url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table whose first cell in each row names the row.

    Attributes
    ----------
    caption : str
        Said aloud always, shown unless `quiet_caption`.
    rows : sequence of sequences
        Cells in the columns' order: text, numbers, Money, dates, Link, Tag, CannotSay (see the filter `shown`).
    total : sequence
        A closing row, or empty.
    note : str
        A sentence under the table.
    stack : bool
        Whether rows become cards where the screen is narrow; not needed where all columns fit at 320 px.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    total: Sequence[Any] = ()
    note: str = ""
    quiet_caption: bool = False
    stack: bool = True

    def body(self) -> list[list[tuple[Column, Any]]]:
        """Return each row's cells beside their columns."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    def foot(self) -> list[tuple[Column, Any]]:
        """Return the closing row's cells beside their columns."""
        return list(zip(self.columns, self.total, strict=True)) if self.total else []


@dataclass(frozen=True, slots=True)
class Hop:
    """One hop of a thread: there (with what, when, who), not due yet, or missing (who owes it)."""

    kind: str
    state: HopState
    title: str
    lines: Sequence[str] = field(default_factory=tuple)
    url: str = ""
    money: Any = None

    @property
    def tag(self) -> Tag | None:
        """The state in words, where the hop is not simply there."""
        words: dict[HopState, Tag] = {"not-due": Tag("Not due yet", "quiet"), "missing": Tag("Missing", "waiting")}
        return words.get(self.state)
