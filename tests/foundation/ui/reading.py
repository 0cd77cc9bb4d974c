"""How these tests read a page: every element with its attributes, and the words inside it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"input", "meta", "link", "br", "img", "hr"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    words: str = ""
    inside: list["Element"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def all(self, tag: str = "", /, **attributes: str) -> list["Element"]:
        """Every element below of a name and with certain attributes (class: one of its classes)."""
        found = []
        for one in self.inside:
            if (not tag or one.name == tag) and all(_has(one, key, value) for key, value in attributes.items()):
                found.append(one)
            found += one.all(tag, **attributes)
        return found

    def one(self, tag: str = "", /, **attributes: str) -> "Element":
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        return " ".join(self.words.split())


def _has(element: Element, key: str, value: str) -> bool:
    given = element.get(key.rstrip("_").replace("_", "-"))
    return value in given.split() if key == "class_" else given == value


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        if tag not in EMPTY:
            assert self.open[-1].name == tag, f"<{self.open[-1].name}> is closed by </{tag}>"
            self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element.words += data


def read(markup: str | bytes) -> Element:
    """Read markup; every element must be closed in order."""
    reader = _Reader()
    reader.feed(markup.decode() if isinstance(markup, bytes) else str(markup))
    assert len(reader.open) == 1, f"never closed: {[element.name for element in reader.open[1:]]}"
    return reader.open[0]
