"""Leaving people's names out of words that everybody may read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LEFT_OUT = "[name left out]"
WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
OWNED = re.compile(r"[’']s$")
WITH_A_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Revd?)\b\.?(?: +[A-Z][\w’'-]*\w| +[A-Z]\.?(?= ))+"
)


@dataclass(frozen=True, slots=True)
class Names:
    """
    People's names, by their first word.

    Whoever has one word for a name (somebody under 18 in public) is left out where it is written just so; others
    whatever the capitals. A title with a surname is left out too, known or not.
    """

    by_first: Mapping[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Names":
        """Return names ready to be looked for, however many."""
        found: dict[str, set[tuple[str, ...]]] = {}
        for name in names:
            words = tuple(WORD.findall(name))
            if words:
                found.setdefault(words[0].casefold(), set()).add(words)
        return cls({first: tuple(sorted(whole, key=lambda one: (-len(one), one))) for first, whole in found.items()})

    def left_out_of(self, text: str) -> str:
        """Return a text with every name in it replaced by words that say so."""
        text = WITH_A_TITLE.sub(LEFT_OUT, text)
        places = list(WORD.finditer(text))
        parts, done, at = [], 0, 0
        while at < len(places):
            many = self._begins(places, at)
            if many:
                parts += [text[done : places[at].start()], LEFT_OUT]
                done = places[at + many - 1].end()
            at += many or 1
        return "".join([*parts, text[done:]])

    def _begins(self, places: list[re.Match[str]], at: int) -> int:
        """Return how many words the name has that begins at a word; 0 where none does."""
        for name in self.by_first.get(OWNED.sub("", places[at][0]).casefold(), ()):
            said = [OWNED.sub("", place[0]) for place in places[at : at + len(name)]]
            if said == list(name) or (len(name) > 1 and [*map(str.casefold, said)] == [*map(str.casefold, name)]):
                return len(name)
        return 0
