"""The names of a table's columns, and finding those that are needed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from collegiate.doors.exchange.tables.refusals import TableRefused


class Header(tuple[str, ...]):
    """
    The names of the columns, in order and as the file writes them, with the space around them taken off.

    Columns are found whatever their capitals and inner spaces ("Estab" and "ESTAB" are one name).
    """

    def where(self, column: str, *, file: str) -> int:
        """
        Return the place of a column, from 0.

        :raises TableRefused: if there is no such column, or two
        """
        places = [place for place, name in enumerate(self) if _plain(name) == _plain(column)]
        if len(places) > 1:
            exact = [place for place in places if self[place] == column]
            places = exact if len(exact) == 1 else places
        if len(places) > 1:
            raise TableRefused(
                file,
                "Two columns have this name.",
                line=1,
                column=column,
                to_do="Rename or delete the one that is not meant.",
            )
        if not places:
            raise TableRefused(file, "There is no such column.", line=1, column=column, to_do=self._advice(column))
        return places[0]

    def __contains__(self, column: object) -> bool:
        return isinstance(column, str) and any(_plain(name) == _plain(column) for name in self)

    def insist(self, required: Iterable[str], *, file: str) -> None:
        """
        Go on only if every required column is there once.

        :raises TableRefused: naming every column that is missing
        """
        missing = [column for column in required if column not in self]
        if len(missing) > 1:
            raise TableRefused(
                file, f"These columns are missing: {', '.join(missing)}.", line=1, to_do=self._advice(missing[0])
            )
        for column in required:
            self.where(column, file=file)

    def _advice(self, column: str) -> str:
        names = {_plain(name): name for name in self if name}
        near = [names[name] for name in get_close_matches(_plain(column), list(names), n=3)]
        if near:
            return f"Did you mean {' or '.join(near)}?"
        shown = [name for name in self if name][:12]
        return f"The columns begin: {', '.join(shown)}. Check that it is the right file."


def header(cells: Sequence[str], *, file: str) -> Header:
    """
    Read the first row of a table as its header.

    :raises TableRefused: if it has no names, or the columns are not separated by commas
    """
    names = Header(cell.strip() for cell in cells)
    if not any(names):
        raise TableRefused(
            file, "The first row holds no column names.", line=1, to_do="Put the column names in the first row."
        )
    if len(names) == 1:
        for mark, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if mark in names[0]:
                raise TableRefused(file, f"Its columns are separated by {word}.", line=1, to_do="Save it with commas.")
    return names


def unique(names: Header) -> list[str]:
    """Return names for a frame, where no two may be the same: blanks and doubles are numbered."""
    seen: Counter[str] = Counter()
    taken = set(names)
    answer = []
    for place, name in enumerate(names, start=1):
        seen[name] += 1
        new = name if name and seen[name] == 1 else f"{name or 'column'}_{place if not name else seen[name]}"
        while new != name and new in taken:
            new += "_"
        taken.add(new)
        answer.append(new)
    return answer


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
