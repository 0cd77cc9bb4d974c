"""The library and an account's page: what a stranger reads, what waits for consent, and what was withdrawn."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.improvement.practice import commands
from collegiate.improvement.practice.models import Origin, Practice, Stage
from tests.cast import MORNING
from tests.foundation.ui.reading import read
from tests.improvement.practice.conftest import REVIEW, write
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db
ACCOUNT = {
    "title": "A reading corner", "strand": "environment", "problem": "It was empty.", "what_we_did": "Pupils run it.",
    "what_went_wrong": "Cards were lost.", "cost_and_time": "£40", "evidence_level": "promising",
}  # fmt: skip


def main(response, status=200):
    assert response.status_code == status
    return read(response.content).one("main")


def url(name, *args):
    return reverse(f"practice:{name}", args=args)


def test_a_teacher_writes_up_the_head_agrees_and_an_adviser_publishes(as_, client, hillside, sam, beth, amos):
    done = as_(sam).post(url("draft"), {"once": uuid4(), "organisation": hillside.pk, **ACCOUNT}, follow=True)
    assert "“A reading corner” is written up. The head teacher agrees to share it next." in main(done).text
    pk = Practice.objects.get().pk
    assert "Only the head teacher of the school can agree" in main(client.get(url("practice", pk))).text

    agreed = as_(beth).post(url("consent", pk), {"once": uuid4()}, follow=True)
    assert "“A reading corner” may be shared." in main(agreed).text
    assert "Only the coordinator or an adviser can publish" in main(client.get(url("practice", pk))).text

    day = {"review_on_day": 6, "review_on_month": 10, "review_on_year": 2027}
    published = as_(amos).post(url("publish", pk), {"once": uuid4(), **day}, follow=True)
    assert "“A reading corner” is published." in main(published).text


def test_a_draft_with_gaps_keeps_what_was_typed(as_, hillside, sam):
    page = main(as_(sam).post(url("draft"), {"once": uuid4(), **ACCOUNT, "title": "", "organisation": ""}), 422)

    summary = page.one(class_="govuk-error-summary").text
    assert "Answer “What is it, in a few words?”." in summary
    assert "Choose a school." in summary
    assert page.one("textarea", name="what_went_wrong").text == "Cards were lost."
    assert not Practice.objects.exists()


def test_a_teacher_writes_for_their_own_school_only_and_an_adviser_from_elsewhere(as_, hillside, ashmere, sam, amos):
    page = main(as_(sam).get(url("draft")))
    assert [one.text for one in page.one("select", name="organisation").all("option")] == [
        "Choose one",
        "Hillside Primary",
    ]
    assert not page.all("input", name="source")
    wrong = as_(sam).post(url("draft"), {"once": uuid4(), "organisation": ashmere.pk, **ACCOUNT})
    assert "Choose one of those listed." in main(wrong, 422).text

    once = uuid4()
    for _ in range(2):
        as_(amos).post(url("draft"), {"once": once, "source": "A trial in Leeds", **ACCOUNT})
    assert Practice.objects.get().origin == Origin.ELSEWHERE


def test_a_stranger_reads_what_is_published_with_whose_it_is_and_how_sure(client, published, noor, amos):
    commands.publish(
        commands.consent(write(amos, None, title="Peer tutoring", source="A trial in Leeds"), by=noor, at=MORNING),
        review_on=REVIEW, by=noor, at=MORNING,
    )  # fmt: skip

    library = main(client.get(url("library")))
    assert "2 accounts of practice" in library.text
    assert "In the making" not in library.text
    assert "Promising From elsewhere: A trial in Leeds" in library.text
    text = main(client.get(url("practice", published.pk))).text
    for words in ("From Hillside Primary.", "Promising", "It took over the lesson.", "Nobody has measured it yet."):
        assert words in text
    assert "Withdraw" not in text


def test_a_stranger_finds_no_draft_and_cannot_tell_it_from_nothing(client, draft, tom, as_):
    assert "Talk about one paragraph" not in main(client.get(url("library"))).text
    for browser in (client, as_(tom)):
        hidden, nothing = browser.get(url("practice", draft.pk)), browser.get(url("practice", 9999))
        assert (hidden.status_code, nothing.status_code) == (404, 404)
        assert "Talk about one paragraph" not in hidden.content.decode()
        assert browser.get("/search/?q=paragraph").content.decode().count("Talk about one paragraph") == 0


def test_what_is_withdrawn_says_why_and_nothing_else(client, as_, published, beth):
    done = as_(beth).post(
        url("withdraw", published.pk), {"once": uuid4(), "because": "We do it differently."}, follow=True
    )
    assert "“Talk about one paragraph” is withdrawn." in main(done).text

    client.logout()
    text = main(client.get(url("practice", published.pk))).text
    assert "This account was withdrawn: We do it differently." in text
    for words in ("Hillside", "Fifteen minutes of talk", "It took over the lesson"):
        assert words not in text
    assert "Talk about one paragraph" not in main(client.get(url("library"))).text


def test_somebody_else_cannot_consent_publish_or_withdraw(as_, draft, tom, sam):
    for name in ("consent", "publish", "withdraw"):
        assert as_(tom).post(url(name, draft.pk), {"once": uuid4(), "because": "x"}).status_code == 404
    client = as_(sam)
    for name, says in (
        ("consent", "Only the head teacher"),
        ("publish", "Only the coordinator"),
        ("withdraw", "Only the school’s head"),
    ):
        data = {"once": uuid4(), "because": "x", "review_on_day": 6, "review_on_month": 10, "review_on_year": 2027}
        assert says in main(client.get(url(name, draft.pk))).text
        assert says in main(client.post(url(name, draft.pk), data), 422).text
    assert Practice.objects.get().stage == Stage.DRAFT


def test_one_past_its_review_is_read_with_a_warning(client, published):
    clock.stop(date(2027, 10, 7))

    assert "This should have been looked at again by" in main(client.get(url("practice", published.pk))).text


def test_an_empty_library_says_when_there_will_be_something(client, db):
    assert "A practice appears here when a school has agreed to share it." in main(client.get(url("library"))).text
    assert "Nothing is shared that fits." in main(client.get(url("library"), {"words": "phonics"})).text


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_library_costs_the_same_however_much_is_shared_and_in_the_making(
    as_, hillside, sam, beth, amos, noor, django_assert_num_queries, how_many
):
    for number in range(how_many):
        account = commands.consent(write(sam, hillside, title=f"Shared {number}"), by=beth, at=MORNING)
        commands.publish(account, review_on=REVIEW, by=amos, at=MORNING)
        write(sam, hillside, title=f"Draft {number}")
    client = as_(noor)

    # session, account, person, roles, interests, partnership; shared, in the making
    with django_assert_num_queries(8):
        response = client.get(url("library"))

    page = main(response)
    assert len(page.all(class_="c-card")) == how_many
    assert page.text.count("Draft ") == how_many
