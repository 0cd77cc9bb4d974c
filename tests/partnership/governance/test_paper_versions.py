"""Papers have versions, files and confidential parts; who opened which is kept."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.foundation.record.models import Entry
from collegiate.foundation.record.versions import Stale
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.commands import Sealed
from collegiate.partnership.governance.models import (
    ItemPurpose,
    Paper,
    PaperOpening,
    PaperVersion,
    SealedPart,
)
from collegiate.partnership.members.models import Person
from collegiate.values import NOBODY, NotAllowed, Role
from tests import cast
from tests.cast import MORNING, TUESDAY
from tests.foundation.ui.reading import read
from tests.partnership.governance.conftest import FOUR

pytestmark = pytest.mark.django_db
KEY = "6f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"
SECRET = "The head of Hillside leaves at Easter."


@pytest.fixture
def paper(round):
    return round.paper()


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    clock.stop(TUESDAY)


@pytest.fixture
def clerk(client, round):
    return cast.sign_in(client, Person.objects.get(pk=round.clerk.person_id))


def rewrite(round, paper, after=1, **facts):
    given = {"text": "At more length.", "changed_since": "The price fell.", "group": round.strategic}
    return commands.rewrite_paper(paper, **(given | facts), after=after, by=round.clerk, at=FOUR)


def sealed(round, **facts):
    return commands.write_paper(
        "Staffing", summary="s", text="t", group=round.strategic, sealed=Sealed(SECRET, "It is about one person."),
        by=round.clerk, at=MORNING, **facts,
    )  # fmt: skip


def url(name, *args):
    return reverse(f"governance:{name}", args=args)


def main(client, name, *args, status=200):
    response = client.get(url(name, *args))
    assert response.status_code == status
    return read(response.content).one("main").text


def a_packed_file(inside, words):
    held = BytesIO()
    with ZipFile(held, "w") as packed:
        packed.writestr(inside, f"<w>{words}</w>")
    return held.getvalue()


# Versions


def test_a_version_says_what_changed_and_the_one_before_stays(round, paper):
    rewrite(round, paper)

    first, second = paper.versions.order_by("number")
    assert (first.text, second.text, second.changed_since) == ("At length.", "At more length.", "The price fell.")
    assert second.sha256 == queries.digest_of("At more length.", "") != first.sha256
    assert Entry.objects.get(deed="governance.rewrite_paper").data == {"sha256": second.sha256}


def test_a_version_made_from_an_older_one_is_refused(round, paper):
    rewrite(round, paper)

    with pytest.raises(Stale):
        rewrite(round, paper, after=1)


@pytest.mark.parametrize(
    ("number", "changed", "refusal"), [(3, "x", "follows the version before"), (2, "", "says_what_changed")]
)
def test_the_database_takes_versions_in_turn_each_saying_what_changed(round, paper, number, changed, refusal):
    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        PaperVersion.objects.create(
            paper=paper, number=number, text="x", changed_since=changed, words=1, sha256="0" * 64,
            written_at=FOUR, written_by_id=round.clerk.person_id,
        )  # fmt: skip


def test_a_paper_that_was_decided_on_is_not_rewritten(round, paper, sitting):
    round.decide(round.item(sitting, paper=paper))

    with pytest.raises(NotAllowed, match="This paper was decided on"):
        rewrite(round, paper)
    with pytest.raises(IntegrityError, match="decided on is not rewritten"), transaction.atomic():
        PaperVersion.objects.create(
            paper=paper, number=2, text="x", changed_since="y", words=1, sha256="0" * 64,
            written_at=FOUR, written_by_id=round.clerk.person_id,
        )  # fmt: skip


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (238, 1), (239, 2), (2380, 10)])
def test_reading_takes_a_minute_for_238_words(round, words, minutes):
    made = commands.write_paper(
        "Long", summary="s", text="word " * words, group=round.strategic, by=round.clerk, at=MORNING
    )

    assert made.versions.get().minutes == minutes


# Who opened which


def test_a_reader_is_shown_what_changed_since_they_read_it(client, round, paper):
    cast.sign_in(client, round.people["Amir"])
    assert "You read version" not in main(client, "paper", paper.pk)
    main(client, "paper", paper.pk)
    assert PaperOpening.objects.count() == 1
    rewrite(round, paper)

    page = main(client, "paper", paper.pk)

    assert "You read version 1. Since then: The price fell." in page
    assert "You read version" not in main(client, "paper", paper.pk)
    assert "At length." in main(client, "version", paper.pk, 1)


def test_before_they_sit_down_a_member_knows_what_to_read_and_where_they_leave(round, paper, hillside):
    meeting = round.plan()
    round.party(round.item(meeting, paper=paper), hillside)
    other = round.paper("Reading")
    round.item(meeting, "Reading", paper=other)
    beth = cast.standing(round.people["Beth"])
    commands.open_paper(paper.versions.get(), by=beth, at=MORNING)
    rewrite(round, paper)

    (ready,) = queries.before_you_sit_down([meeting], viewer=beth, day=TUESDAY)

    assert [(one.paper, one.number) for one in ready.unopened] == [(paper, 2), (other, 1)]
    assert (ready.changed, ready.minutes) == (1, 2)
    assert [(item.title, why.you) for item, why in ready.leaves] == [
        ("Coaching for new leaders", "You are head teacher of Hillside Primary, which this item would support.")
    ]


def test_the_card_stands_on_the_meeting_for_those_who_sit_on_it_only(client, round, paper):
    meeting = round.plan()
    round.item(meeting, paper=paper)
    cast.sign_in(client, round.people["Amir"])
    assert "1 paper you have not opened, 1 minute of reading" in main(client, "meeting", meeting.pk)

    main(client, "paper", paper.pk)
    assert "You have opened every paper." in main(client, "meeting", meeting.pk)

    cast.sign_in(client, cast.person("Jo Farr", Role.STAFF))
    assert "Before you sit down" not in main(client, "meeting", meeting.pk)


# Files

FILES = {
    "plan.pdf": (b"%PDF-1.7 ...", 0),
    "plan.docx": (a_packed_file("word/document.xml", "three <b>short</b> words"), 3),
    "plan.odt": (a_packed_file("content.xml", "two words"), 2),
    "plan.txt": ("vier kurze Wörter hier".encode(), 4),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_goes_with_a_paper_and_is_given_to_members_unchanged(client, clerk, round, name):
    content, words = FILES[name]
    sent = {
        "once": KEY, "group": round.strategic.pk, "title": "Plan", "summary": "s", "text": "two words", "sealed": "",
        "why_sealed": "", "file": SimpleUploadedFile(name, content), "pages": "8" if name.endswith("pdf") else "",
    }  # fmt: skip

    assert client.post(url("write_paper"), sent).status_code == 302

    version = PaperVersion.objects.select_related("file").get()
    assert (version.words, version.pages) == (2 + words, 8 if name.endswith("pdf") else 0)
    given = client.get(url("paper_file", version.paper_id, 1))
    assert given.content == content
    assert given["Content-Disposition"] == f'attachment; filename="{name}"'
    client.logout()
    assert client.get(url("paper_file", version.paper_id, 1)).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("plan.exe", b"MZ", "is no PDF, Word, OpenDocument or text file"),
        ("plan.pdf", b"MZ", "holds no PDF, whatever its name says"),
        ("plan.docx", b"PK nothing", "holds no Word document that can be read"),
        ("plan.odt", a_packed_file("other.xml", ""), "holds no OpenDocument text that can be read"),
        ("plan.txt", b"\xff\xfe\x00", "holds no plain text that can be read"),
        ("plan.pdf", b"%PDF-1.7", "Say how many pages the PDF has"),
    ],
)
def test_a_file_that_is_no_document_is_refused_in_words_and_what_was_typed_stays(
    client, clerk, round, name, content, refusal
):
    sent = {
        "once": KEY,
        "title": "Plan",
        "summary": "s",
        "text": "Typed at length",
        "file": SimpleUploadedFile(name, content),
    }

    response = client.post(url("write_paper"), {**sent, "group": round.strategic.pk})

    assert response.status_code == 422
    page = read(response.content).one("main").text
    assert refusal in page
    assert "Typed at length" in response.content.decode()
    assert not Paper.objects.exists()


def test_a_file_that_is_too_large_is_refused(round):
    from collegiate.foundation.files.kinds import NotADocument, recognise

    with pytest.raises(NotADocument, match="larger than 20 MB"):
        recognise("plan.txt", BytesIO(b"x"), size=20_000_001)


def test_the_file_stays_with_the_next_version(round, clerk, client):
    sent = {
        "once": KEY, "group": round.strategic.pk, "title": "Plan", "summary": "s", "text": "one",
        "file": SimpleUploadedFile("plan.txt", b"four words are here"),
    }  # fmt: skip
    client.post(url("write_paper"), sent)
    paper = Paper.objects.get()
    again = {"once": KEY.replace("6", "7"), "version": 1, "changed_since": "The price fell.", "text": "one two"}

    assert client.post(url("rewrite_paper", paper.pk), again).status_code == 302

    first, second = paper.versions.order_by("number")
    assert (second.file, second.words) == (first.file, 6)


def test_a_stale_version_is_refused_with_both_shown_and_then_sent_over_the_new_one(round, clerk, client):
    paper = round.paper()
    rewrite(round, paper)
    stale = {"once": KEY, "version": 1, "changed_since": "The dates.", "text": "In other words."}

    answer = client.post(url("rewrite_paper", paper.pk), stale)

    assert answer.status_code == 422
    said = answer.content.decode()
    assert "This was changed while you were editing." in said
    assert "At more length." in said
    assert "In other words." in said
    assert (
        client.post(url("rewrite_paper", paper.pk), {**stale, "once": KEY.replace("6", "7"), "version": 2}).status_code
        == 302
    )
    assert paper.versions.count() == 3


# What is confidential


def test_what_is_confidential_is_read_by_the_group_and_reading_is_recorded(client, round):
    paper = sealed(round)
    cast.sign_in(client, round.people["Amir"])
    assert SECRET not in main(client, "paper", paper.pk)

    assert SECRET in main(client, "confidential", paper.pk)

    assert Entry.objects.get(deed="governance.open_sealed").by == f"person:{round.people['Amir'].pk}"


def test_others_are_not_even_told_that_there_is_a_confidential_part(client, round):
    paper = sealed(round)
    cast.sign_in(client, cast.person("Jo Farr", Role.STAFF))

    assert "onfidential" not in main(client, "paper", paper.pk)
    assert client.get(url("confidential", paper.pk)).status_code == 404
    with pytest.raises(NotAllowed, match="confidential to those who sit on Strategic Group"):
        commands.open_sealed(SealedPart.objects.get(), by=cast.standing(Person.objects.get(name="Jo Farr")), at=MORNING)


def test_whoever_leaves_for_the_item_is_not_shown_what_is_confidential_about_it(client, round, hillside):
    paper = sealed(round)
    round.party(round.item(round.plan(), paper=paper), hillside)
    cast.sign_in(client, round.people["Beth"])

    page = main(client, "confidential", paper.pk, status=403)

    assert "You leave the room for this item" in page
    assert SECRET not in page


def test_what_is_confidential_is_final(round):
    sealed(round)

    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        SealedPart.objects.update(text="x")


def test_a_confidential_item_shows_its_title_to_the_group_only(client, round):
    meeting, paper = round.plan(), round.paper("The head of Hillside")
    item = commands.add_item(
        meeting, title="The head of Hillside", purpose=ItemPurpose.ADVISE, paper=paper, confidential=True,
        by=round.clerk, at=MORNING,
    )  # fmt: skip
    cast.sign_in(client, round.people["Amir"])
    assert "The head of Hillside Confidential" in main(client, "meeting", meeting.pk)

    outsider = cast.sign_in(client, cast.person("Jo Farr", Role.STAFF))

    page = main(client, "meeting", meeting.pk)
    assert "1. A confidential item" in page
    assert "The head of Hillside" not in page
    assert client.get(url("item", item.pk)).status_code == 404
    assert client.get(url("paper", paper.pk)).status_code == 404
    assert queries.papers(viewer=cast.standing(outsider)) == []
    assert queries.papers(viewer=NOBODY) == []


def test_the_public_is_told_that_there_is_no_such_paper(client, round):
    paper = sealed(round)

    for name in ("paper", "confidential"):
        assert client.get(url(name, paper.pk)).status_code in (302, 404)
    assert client.get(url("version", paper.pk, 1)).status_code == 404


# You said, we did, on its page


def test_the_clerk_answers_what_a_group_said_on_the_page(client, clerk, round, paper, sitting):
    round.item(sitting, paper=paper)
    advice = round.item(round.open(round.forum), purpose=ItemPurpose.ADVISE, paper=paper).consideration
    commands.respond(advice, response="Begin small.", by=round.clerk, at=FOUR)
    assert "Not answered yet" in main(client, "paper", paper.pk)
    assert "Begin small." in main(client, "answer", advice.pk)

    assert client.post(url("answer", advice.pk), {"once": KEY, "taken_up": "no"}).status_code == 422
    client.post(url("answer", advice.pk), {"once": KEY, "taken_up": "no", "text": "There is no money."})

    assert "Not taken up There is no money." in main(client, "paper", paper.pk)
    assert "This is answered already" in main(client, "answer", advice.pk)
