"""What somebody has still to do: one line of a digest."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Owed:
    """
    Something one person has still to do.

    Attributes
    ----------
    sentence : str
        What, as that person reads it; nothing confidential, for it is mailed.
    due_on : date
        The day by which, or the day that matters.
    remind : tuple of int
        How many days before that day they are reminded. After the last of them nobody is reminded of it any more.
    """

    person_id: int
    sentence: str
    due_on: date
    url: str
    remind: tuple[int, ...]

    def reminds(self, day: date, *, since: date | None) -> bool:
        """Say whether a day of reminding has come by a day, after the day of the last digest (`since`)."""
        days = (self.due_on - timedelta(days=before) for before in self.remind)
        return any(one <= day and (since is None or one > since) for one in days)
