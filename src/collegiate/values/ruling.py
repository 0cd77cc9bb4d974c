"""May they, and if not, why: the sentence the person will read."""

from dataclasses import dataclass


class Refused(Exception):
    """A deed was refused; the message is the sentence to show. Each kind is defined where it is raised."""


class NotAllowed(Refused):
    """A deed was refused by a ruling."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Yes, or no with a plain sentence. True in an ``if`` when it is yes."""

    refusal: str = ""

    def __bool__(self) -> bool:
        return not self.refusal

    def insist(self) -> None:
        """
        Go on only if the ruling is yes.

        :raises NotAllowed: with the refusal, if it is no
        """
        if self.refusal:
            raise NotAllowed(self.refusal)


YES = Ruling()


def no(because: str) -> Ruling:
    """Return a refusal; the reason is a whole sentence addressed to the person refused."""
    if not because:
        raise ValueError("A refusal needs its sentence.")
    return Ruling(because)
