"""The tests' own ground: what one test does is never seen by the next, and a template that asks is caught."""

import pytest
from django.db import DatabaseError, connection
from django.template import engines

from collegiate.foundation.record import guard
from collegiate.foundation.record.models import Entry, Head
from collegiate.partnership.members.models import Person


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_that_commits_leaves_nothing_behind_and_the_guards_standing(time, autumn):
    assert guard.missing(connection) == []
    assert not Entry.objects.exists()
    assert Head.objects.get().seq == 0

    Entry.objects.create(seq=1, at=autumn, by="nobody", deed="fixtures.try", subject="none:1", previous="0", hash="1")

    with pytest.raises(DatabaseError, match="append only"):
        Entry.objects.all().delete()


@pytest.mark.django_db
@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_template_that_asks_the_database_is_caught():
    lazy = engines["django"].from_string("{% for person in people %}{{ person.name }}{% endfor %}")

    with pytest.raises(AssertionError, match="A template asked the database: SELECT"):
        lazy.render({"people": Person.objects.all()})


@pytest.mark.django_db
@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_template_given_its_answers_is_left_alone():
    ready = engines["django"].from_string("{% for person in people %}{{ person.name }}{% endfor %}")

    assert ready.render({"people": [Person(name="Noor"), Person(name="Beth")]}) == "NoorBeth"
