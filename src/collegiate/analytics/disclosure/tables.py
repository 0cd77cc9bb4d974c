"""Which cells of a two-way table with totals must be hidden, so that no small count can be worked out?"""

from dataclasses import dataclass

from numpy.typing import ArrayLike

from collegiate.analytics._inputs import Bools, Floats, Ints, frozen
from collegiate.analytics.disclosure._cheapest import cheapest
from collegiate.analytics.disclosure._checked import mask_of, small_in, smallest, table_of
from collegiate.analytics.disclosure._stepwise import stepwise
from collegiate.analytics.disclosure._task import Task
from collegiate.analytics.disclosure.attacks import bounds
from collegiate.values import CannotSay, Status

CELLS_WITH_PROOF = 100
"""Up to so many cells, totals among them, the cheapest choice is proven; beyond, it is found step by step."""

SHARE_THAT_ASKS_FOR_MERGING = 0.25

HIDDEN = CannotSay(because="Hidden, so that nobody can tell who is meant.", status=Status.SUPPRESSED)


@dataclass(frozen=True, slots=True, eq=False)
class Suppression:
    """
    A table that may be published, and what was hidden to make it so.

    Attributes
    ----------
    table : int array, shape (rows + 1, columns + 1)
        The true counts, in people, totals in the last row and column. Not for publication.
    hidden : bool array, the same shape
        The cells that must not be published: the small ones and those that would give them away.
    primary : bool array, the same shape
        The small cells among them, counts from 1 to ``k - 1``.
    low, high : float array, the same shape
        The least and the most that a reader can work out each cell to be, in people; `high` may be infinite.
    k : int
        The smallest count that may be shown.
    proven_cheapest : bool
        Whether no safe choice hides less, where totals weigh most and large counts a little more than small.
    """

    table: Ints
    hidden: Bools
    primary: Bools
    low: Floats
    high: Floats
    k: int
    proven_cheapest: bool

    def published(self) -> tuple[tuple[int | CannotSay, ...], ...]:
        """Return the table as it may be published, row by row, totals last."""
        return tuple(
            tuple(HIDDEN if away else int(count) for count, away in zip(row, marks, strict=True))
            for row, marks in zip(self.table, self.hidden, strict=True)
        )

    @property
    def advice(self) -> str:
        """A sentence where the table would be better drawn up differently; otherwise empty."""
        if self.primary.mean() <= SHARE_THAT_ASKS_FOR_MERGING:
            return ""
        return "Over a quarter of the counts are small. Put rows together (years, or groups) and more can be shown."

    def sentence(self) -> str:
        """Return in words what is hidden and why."""
        small, more = int(self.primary.sum()), int((self.hidden & ~self.primary).sum())
        if small == 0:
            return f"Nothing is hidden: no count lies from 1 to {self.k - 1}."
        hidden = f"{small} of {self.table.size} counts {'is' if small == 1 else 'are'} below {self.k} and hidden"
        if more == 0:
            return f"{hidden}; no other needs to be."
        return f"{hidden}, and {more} more, without which {'it' if small == 1 else 'they'} could be worked out."


def with_totals(counts: ArrayLike) -> Ints:
    """
    Add a row and a column of totals to a table of counts.

    Parameters
    ----------
    counts : int array, shape (rows, columns)
        People in each cell.

    Returns
    -------
    table : int array, shape (rows + 1, columns + 1)
        The same, with the totals of columns in the last row and of rows in the last column.

    Raises
    ------
    ValueError
        If there is no cell, or a count is negative, missing, infinite or not whole.

    Notes
    -----
    When not to use it: on shares or means, which do not add up.

    Source
    ------
    Plain sums.

    Examples
    --------
    >>> with_totals([[1, 2], [3, 4]]).tolist()
    [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    """
    return table_of(counts)


def suppress(
    counts: ArrayLike, k: int = 5, *, rows_know_themselves: bool = False, known: ArrayLike | None = None
) -> Suppression | CannotSay:
    """
    Choose the cells of a table that must be hidden, so that no small count can be worked out to less than ``k``.

    Small counts (1 to ``k - 1``) are hidden in any case; nought may be shown. Further cells are added as cheaply
    as possible: totals last, and a large count a little less gladly than a small one.

    Parameters
    ----------
    counts : int array, shape (rows, columns)
        People in each cell, without totals; these are added.
    k : int
        The smallest count that may be shown, from 2 to 1,000.
    rows_know_themselves : bool
        Whether each row is a party, such as a school, that knows its own counts and may use them to work out
        another's. Hides more.
    known : bool array, shape (rows + 1, columns + 1), optional
        Cells that readers know already, from an earlier publication of the same counts: hiding them is no use.

    Returns
    -------
    found : Suppression or CannotSay
        What to hide, with the bounds that are left to a reader; or why the table cannot be made safe.

    Raises
    ------
    ValueError
        If there is no cell, or a count is negative, missing, infinite or not whole, or a shape does not match.

    Notes
    -----
    Every small cell has a proof: one or two other tables with the same published cells, in which it differs by
    ``k`` or more in all. Up to 100 cells the choice is the cheapest there is (Benders' method); beyond, cells are
    taken one by one along cheapest routes, and shown again where no proof needs them. When not to use it: on
    tables of three or more ways, on several tables with margins in common, or on money and scores.

    Source
    ------
    Fischetti, M. and Salazar-Gonzalez, J. J. (1999). Models and algorithms for the 2-dimensional cell suppression
    problem in statistical disclosure control. Mathematical Programming, 84, 283-312. doi:10.1007/s101070050023.

    Examples
    --------
    >>> found = suppress([[3, 20, 9], [30, 40, 12], [14, 8, 7]])
    >>> found.hidden.astype(int).tolist()
    [[1, 0, 1, 0], [0, 0, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]]
    >>> found.sentence()
    '1 of 16 counts is below 5 and hidden, and 3 more, without which it could be worked out.'
    """
    table, k = table_of(counts), smallest(k)
    told = mask_of(known, "known", table)
    empty = (table[:, -1:] == 0) | (table[-1:, :] == 0)
    task = Task(table, small_in(table, k) & ~told, told | empty, k, bool(rows_know_themselves))
    start = stepwise(task)
    if start is None:
        return CannotSay(
            because="A small count can be worked out from what is known already, whatever else is hidden.",
            status=Status.SUPPRESSED,
        )
    hidden, proven = cheapest(task, start) if table.size <= CELLS_WITH_PROOF else (start, not task.primary.any())
    low, high = bounds(table, hidden & ~told)
    return Suppression(
        table=frozen(table),
        hidden=frozen(hidden),
        primary=frozen(task.primary),
        low=frozen(low),
        high=frozen(high),
        k=k,
        proven_cheapest=proven,
    )
