"""What a document is: tagged, titled, the same every time, and deaf to what its values say."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from collegiate.foundation import clock, documents
from collegiate.foundation.documents.encoding import plain
from collegiate.foundation.ui.charts import Line, Point
from collegiate.foundation.ui.components import Column, Figure, Link, Table, Tag
from collegiate.values import AcademicYear, CannotSay, Money

AT = datetime(2026, 3, 3, 16, 5, tzinfo=clock.LONDON)
FEW = CannotSay("Fewer than 11 pupils took the tests.")


@pytest.fixture
def school(settings):
    folder = str(Path(__file__).parent / "templates")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [folder]}]
    return {
        "partnership": "Ashmere Partnership",
        "joint_message": "Every child in Ashmere.",
        "head": "ab" * 32,
        "school": "Hillside Primary",
        "words": "Łucja wrote *this* and #panic(“that”).",
        "price": Money(1_200_050),
        "visit": date(2026, 3, 3),
        "standard": FEW,
        "head_teacher": "Beth Marlow",
        "figure": Figure("Reached the standard", "61%", "2024/25", "58 pupils", "performance tables"),
        "chart": Line("Expected standard", (Point("2022/23", 55, 43, 67), Point("2023/24", FEW)), unit="%"),
        "ledger": Table("Ledger", [Column("Day"), Column("Money", numeric=True)], [[date(2026, 3, 3), Money(100)]], total=["Sum", Money(100)]),
    }  # fmt: skip


def read(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


def words(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())


def test_a_document_is_tagged_titled_and_in_british_english(school):
    root = read(documents.pdf("paper/school.typ", school, title="Hillside in spring", at=AT)).trailer["/Root"]

    assert str(root["/MarkInfo"]["/Marked"]) == "True"
    assert root["/Lang"] == "en-GB"
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"
    assert "/StructTreeRoot" in root
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_a_document_carries_its_title_and_the_moment_it_was_made(school):
    made = read(documents.pdf("paper/school.typ", school, title="Hillside in spring", at=AT))

    assert made.metadata.title == "Hillside in spring"
    assert made.metadata.author == "Ashmere Partnership"
    assert made.metadata.creation_date.date() == AT.date()


def test_the_same_data_make_the_same_bytes(school):
    first = documents.pdf("paper/school.typ", school, title="Hillside", at=AT)

    assert documents.pdf("paper/school.typ", school, title="Hillside", at=AT) == first
    assert documents.pdf("paper/school.typ", {**school, "price": Money(1)}, title="Hillside", at=AT) != first


def test_values_are_shown_as_pages_show_them_and_never_obeyed(school):
    shown = words(documents.pdf("paper/school.typ", school, title="Hillside", at=AT))

    assert "Łucja wrote *this* and #panic(“that”)." in shown
    assert "£12,000.50" in shown
    assert "Tuesday 3 March 2026" in shown
    assert "Cannot say: fewer than 11 pupils took the tests." in shown
    assert "2024/25 · 58 pupils · performance tables" in shown


def test_every_page_says_whose_it_is_where_the_record_stood_and_which_page(school):
    shown = words(documents.pdf("paper/school.typ", school, title="Hillside", at=AT))

    assert "Every child in Ashmere." in shown
    assert f"Record head {'ab' * 32}" in shown
    assert "Page 1 of" in shown


def test_a_chart_on_paper_is_described_and_has_its_table(school):
    made = documents.pdf("paper/school.typ", school, title="Hillside", at=AT)

    assert "43% to 67%" in words(made)
    assert "This school: 55% in 2022/23. 1 cannot be said." in alternatives(
        read(made).trailer["/Root"]["/StructTreeRoot"]
    )


def alternatives(node) -> list[str]:
    """Return the words that stand for pictures, in the order of the document."""
    node = node.get_object()
    if not hasattr(node, "get"):
        return (
            [found for kid in node if hasattr(kid, "get_object") for found in alternatives(kid)]
            if isinstance(node, list)
            else []
        )
    said = str(node["/Alt"]).removesuffix(" The table has every figure.") if "/Alt" in node else None
    below = alternatives(node["/K"]) if "/K" in node and hasattr(node["/K"], "get_object") else []
    return [*([said] if said else []), *below]


def test_only_our_own_typeface_is_used(school):
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in read(documents.pdf("paper/school.typ", school, title="Hillside", at=AT)).pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts
    assert all("AtkinsonHyperlegibleNext" in name for name in fonts)


def test_a_picture_without_words_is_refused(tmp_path, settings):
    bad = '#import "/layout.typ": *\n#show: paper\n#image(bytes(data.svg), format: "svg")\n'
    (tmp_path / "bad.typ").write_text(bad)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    drawn = Line("Nothing", (Point("2023/24", 5),)).svg()

    with pytest.raises(typst.TypstError, match="alt"):
        documents.pdf("bad.typ", {"svg": drawn}, title="Bad", at=AT)


def test_a_template_that_no_chapter_has_is_named():
    with pytest.raises(FileNotFoundError, match=r"paper/none\.typ"):
        documents.pdf("paper/none.typ", {}, title="None", at=AT)


@dataclass(frozen=True)
class Visit:
    school: str
    price: Money


def test_records_years_links_and_tags_become_words():
    visit = [Visit("Hillside", Money(250)), AcademicYear(2024), Link("A page", "/a/"), Tag("Paid", "kept")]

    assert plain(visit) == [{"school": "Hillside", "price": "£2.50"}, "2024/25", "A page", "Paid"]


def test_what_paper_cannot_show_is_refused():
    with pytest.raises(TypeError, match="Paper cannot show object"):
        plain({"row": object()})
