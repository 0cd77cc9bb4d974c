"""Rules about templates: links go down, blocks are closed by name, and nothing that the content policy refuses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.reading import CHAPTER_FLOORS, lies_below, order, ours, templates

URL_TAG = re.compile(r"""{%\s*url\s+["']([\w-]+):""")
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["']|<script\b(?![^>]*\bsrc=)|javascript:""", re.IGNORECASE
)
INCLUDED_ALONE = re.compile(r"""{%-?\s*include\s+["']([^"']+)["']([^%]*)\bonly\s*-?%}""")
BARE_END = re.compile(r"{%-?\s*endblock\s*-?%}")


def _floor_of(namespace: str) -> tuple[str, str] | None:
    """Return the (floor, chapter) of a namespace; None if it is not one of our chapters (sign-in, say)."""
    for floor in (*CHAPTER_FLOORS, "doors", "foundation"):
        if namespace in order(floor):
            return floor, namespace
    return None


def links_go_down(package: Path) -> Iterator[str]:
    """A chapter's page links to itself and to what lies below; pages that gather live in doors."""
    for here, path, text in templates(package):
        for namespace in URL_TAG.findall(text):
            there = _floor_of(namespace)
            if there and not lies_below(there, here):
                yield (
                    f"{path.relative_to(package.parent)} links to {namespace}, which lies above: "
                    "put the link on a page in doors, or turn it round."
                )
    for source in ours(package):
        for node in ast.walk(source.tree):
            namespace = _named_url(node)
            there = _floor_of(namespace) if namespace and source.floor != "config" else None
            if there and not lies_below(there, (source.floor, source.chapter)):
                yield f"{source.at(node.lineno)} names a page of {namespace}, which lies above: links go down only."


def _named_url(node: ast.AST) -> str:
    """Return the namespace in ``reverse("governance:meeting")`` and its kin."""
    if not isinstance(node, ast.Call) or not node.args:
        return ""
    first = node.args[0]
    called = ast.unparse(node.func).rsplit(".", 1)[-1]
    if called in {"reverse", "reverse_lazy", "redirect", "resolve_url"} and isinstance(first, ast.Constant):
        namespace, colon, _ = str(first.value).partition(":")
        return namespace if colon else ""
    return ""


def nothing_inline(package: Path) -> Iterator[str]:
    """The content policy refuses inline style and script, so a page must not carry any."""
    for _, path, text in templates(package):
        for found in INLINE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield (
                f"{path.relative_to(package.parent)}:{line} has {found.group().strip()!r}: "
                "use a class, an attribute of the SVG, or a file."
            )


def forms_carry_their_token(package: Path) -> Iterator[str]:
    """``include … only`` hides the token of the page, and a form posted without it is refused: it must be handed on."""
    found_by_name = [(path.as_posix().rpartition("/templates/")[2], text) for _, path, text in templates(package)]
    posting = {name for name, text in found_by_name if "{% csrf_token %}" in text}
    for _, path, text in templates(package):
        for found in INCLUDED_ALONE.finditer(text):
            if found[1] in posting and "csrf_token=csrf_token" not in found[2]:
                line = text.count("\n", 0, found.start()) + 1
                yield (
                    f"{path.relative_to(package.parent)}:{line} includes {found[1]} alone: "
                    "hand it csrf_token=csrf_token, or what it posts is refused."
                )


def blocks_are_closed_by_name(package: Path) -> Iterator[str]:
    """``{% endblock main %}`` tells a reader where they are."""
    for _, path, text in templates(package):
        for found in BARE_END.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path.relative_to(package.parent)}:{line}: name the block that ends here."


def pages_say_what_they_show(package: Path) -> Iterator[str]:
    """A page's first lines name what it is given, so that a reader need not open the view."""
    for here, path, text in templates(package):
        if here[0] in (*CHAPTER_FLOORS, "doors") and path.suffix == ".html" and "{#" not in text:
            yield f"{path.relative_to(package.parent)}: say in a comment at its head what it shows and is given."
