"""What a local authority may formally do about a school, and about which schools."""

from dataclasses import dataclass

from collegiate.definitions.reading import Checked


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryStep:
    """
    One kind of step.

    Attributes
    ----------
    words : str
        What it does, in a sentence.
    law : str
        The Act and section that allow it.
    """

    code: str
    name: str
    words: str
    law: str


@dataclass(frozen=True, kw_only=True)
class StatutorySteps(Checked):
    """
    The file: kinds of steps, and the types of school that the law lets a local authority take them about.

    Attributes
    ----------
    maintained : tuple of str
        The register's names of those types.
    """

    kinds: tuple[StatutoryStep, ...]
    maintained: tuple[str, ...]

    def __post_init__(self) -> None:
        """
        Refuse two kinds with one code, and powers over no school.

        :raises ValueError: saying which
        """
        super().__post_init__()
        if len({one.code for one in self.kinds}) < len(self.kinds) or not self.maintained:
            raise ValueError("each kind has a code of its own, and some type of school is maintained")

    def kind(self, code: str) -> StatutoryStep | None:
        """Return the kind with a code, or None."""
        return next((one for one in self.kinds if one.code == code), None)
