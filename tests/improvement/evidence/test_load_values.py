"""Loading published figures: what is taken, what is set aside, what is refused."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from collegiate.foundation.files import store
from collegiate.foundation.record.models import Entry
from collegiate.improvement.evidence import commands
from collegiate.improvement.evidence.commands import OutOfRange, Row, SaidTwice, UnknownIndicator, load_values
from collegiate.improvement.evidence.models import IndicatorValue, Loading
from collegiate.improvement.evidence.policies import IMPORTING
from collegiate.values import NotAllowed, Role, Status, job
from tests import cast
from tests.cast import MORNING, TUESDAY

IMPORT = job("import_results", day=TUESDAY)
ABSENCE, RESULTS = "absence_overall", "ks2_rwm_expected"

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path, settings):
    settings.FILES_ROOT = tmp_path
    return store.keep("2018-2019_england_abs.csv", [b"URN,PERCTOT\n"], kind="text/csv", at=MORNING)


@pytest.fixture
def hillside():
    return cast.school("Hillside Primary")


def load(file, *rows, year=2018, by=IMPORT, seen=None):
    return load_values(file, kind="absence", year=year, rows=rows, seen=seen, by=by, at=MORNING)


def test_figures_are_kept_with_their_file_and_counted(file, hillside):
    loaded = load(file, Row(hillside.pk, ABSENCE, Decimal("4.3")), seen=21_217)

    value = IndicatorValue.objects.get()
    assert (loaded.new, loaded.revised, loaded.unchanged) == (1, 0, 0)
    assert (loaded.loading.rows, loaded.loading.taken, loaded.loading.left) == (21_217, 1, 21_216)
    assert (value.organisation, value.value, value.status, value.n, value.n_status) == (
        hillside,
        Decimal("4.3"),
        "",
        None,
        Status.NOT_COLLECTED,
    )
    assert value.loading.file == file


def test_the_record_says_what_was_loaded_and_from_which_bytes(file, hillside):
    load(file, Row(hillside.pk, ABSENCE, Decimal("4.3")))

    entry = Entry.objects.get(deed="evidence.load_values")
    assert entry.by == IMPORTING
    assert entry.because == f"files.storedfile:{file.pk}"
    assert entry.data["digest"] == file.digest
    assert (entry.data["new"], entry.data["revised"], entry.data["taken"]) == (1, 0, 1)


def test_loading_the_same_again_changes_nothing(file, hillside):
    rows = [Row(hillside.pk, ABSENCE, Decimal("4.3")), Row(hillside.pk, RESULTS, None, status=Status.SUPPRESSED, n=4)]
    first = load(file, *rows)

    again = load(file, *rows)

    assert (again.loading, again.new, again.revised, again.unchanged) == (first.loading, 0, 0, 2)
    assert Loading.objects.count() == 1
    assert IndicatorValue.objects.count() == 2
    assert Entry.objects.filter(deed="evidence.load_values").count() == 1


def test_a_revised_figure_is_set_aside_and_the_new_one_stands(file, hillside):
    load(file, Row(hillside.pk, ABSENCE, Decimal("4.3")))

    loaded = load(file, Row(hillside.pk, ABSENCE, Decimal("4.4")))

    assert (loaded.new, loaded.revised, loaded.unchanged) == (0, 1, 0)
    assert list(IndicatorValue.objects.order_by("pk").values_list("value", "is_current")) == [
        (Decimal("4.3"), False),
        (Decimal("4.4"), True),
    ]


def test_a_figure_that_was_suppressed_and_is_published_later_is_a_revision(file, hillside):
    load(file, Row(hillside.pk, RESULTS, None, status=Status.SUPPRESSED, n=4))

    assert load(file, Row(hillside.pk, RESULTS, Decimal(50), n=6)).revised == 1


def test_another_year_stands_beside_the_first(file, hillside):
    load(file, Row(hillside.pk, ABSENCE, Decimal("4.3")), year=2017)

    assert load(file, Row(hillside.pk, ABSENCE, Decimal("4.3")), year=2018).new == 1
    assert IndicatorValue.objects.filter(is_current=True).count() == 2


def test_many_schools_cost_no_more_queries_than_one(file, django_assert_max_num_queries):
    rows = [Row(cast.school(f"School {place}").pk, ABSENCE, Decimal(place)) for place in range(30)]

    with django_assert_max_num_queries(16):
        assert load(file, *rows).new == 30


@pytest.mark.parametrize(
    ("row", "refusal", "says"),
    [
        ({"indicator": "happiness", "value": Decimal(3)}, UnknownIndicator, "No indicator is called “happiness”"),
        ({"indicator": ABSENCE, "value": Decimal(101)}, OutOfRange, "lies between 0 and 100, not 101"),
        ({"indicator": ABSENCE, "value": Decimal(-1)}, OutOfRange, "lies between 0 and 100"),
        ({"indicator": ABSENCE, "value": Decimal("NaN")}, OutOfRange, "lies between 0 and 100"),
        ({"indicator": ABSENCE, "value": None}, OutOfRange, "give either a value or the reason"),
        ({"indicator": ABSENCE, "value": Decimal(3), "status": Status.SUPPRESSED}, OutOfRange, "give either a value"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_kept(file, hillside, row, refusal, says):
    with pytest.raises(refusal, match=says):
        load(file, Row(hillside.pk, RESULTS, Decimal(60), n=30), Row(hillside.pk, **row))

    assert not IndicatorValue.objects.exists()
    assert not Loading.objects.exists()


def test_the_same_figure_twice_is_refused(file, hillside):
    with pytest.raises(SaidTwice):
        load(file, Row(hillside.pk, ABSENCE, Decimal(3)), Row(hillside.pk, ABSENCE, Decimal(4)))


def test_the_coordinator_may_load_and_is_named(file, hillside):
    noor = cast.person("Noor Haddad", Role.COORDINATOR)

    loaded = load(file, Row(hillside.pk, ABSENCE, Decimal(3)), by=cast.standing(noor))

    assert loaded.loading.loader == noor


def test_a_head_teacher_may_not_load(file, hillside):
    beth = cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside)

    with pytest.raises(NotAllowed, match="Only the coordinator can load published figures"):
        load(file, Row(hillside.pk, ABSENCE, Decimal(3)), by=cast.standing(beth))


@pytest.mark.parametrize(
    "change",
    [
        {"value": Decimal(9)},
        {"n": 99, "n_status": ""},
        {"year": 2011},
        {"value": None, "status": Status.SUPPRESSED},
    ],
)
def test_the_database_refuses_to_change_a_figure(file, hillside, change):
    load(file, Row(hillside.pk, ABSENCE, Decimal("4.3")))

    with pytest.raises(IntegrityError, match="not changed but set aside"), transaction.atomic():
        IndicatorValue.objects.update(**change)


def test_the_database_refuses_to_remove_a_figure_or_to_bring_an_old_one_back(file, hillside):
    load(file, Row(hillside.pk, ABSENCE, Decimal("4.3")))
    load(file, Row(hillside.pk, ABSENCE, Decimal("4.4")))

    with pytest.raises(IntegrityError, match="not removed but set aside"), transaction.atomic():
        IndicatorValue.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorValue.objects.filter(is_current=False).update(is_current=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": None, "status": ""},
        {"value": Decimal(3), "status": Status.SUPPRESSED},
        {"value": Decimal(3), "n": None, "n_status": ""},
        {"value": Decimal(3), "n": 3, "n_status": Status.NOT_COLLECTED},
    ],
)
def test_the_database_refuses_a_figure_that_is_neither_given_nor_explained(file, hillside, wrong):
    loading = load(file, Row(hillside.pk, ABSENCE, Decimal("4.3"))).loading
    facts = {"n_status": Status.NOT_COLLECTED, **wrong}

    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorValue.objects.create(organisation=hillside, indicator=RESULTS, year=2018, loading=loading, **facts)


def test_a_row_says_the_same_whatever_its_trailing_noughts():
    assert Row(1, ABSENCE, Decimal("4.30")).says == Row(1, ABSENCE, Decimal("4.3000")).says
    assert commands.Row(1, ABSENCE, Decimal("4.30001")).says == Row(1, ABSENCE, Decimal("4.3")).says
