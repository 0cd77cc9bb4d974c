"""``collegiate import results``: what it prints, keeps and refuses."""

import pytest
from django.core.management import CommandError, call_command

from collegiate.foundation.files.models import StoredFile
from collegiate.foundation.record.models import Entry
from collegiate.improvement.evidence.models import IndicatorValue, Loading
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Kind, Phase, Scheme
from tests.cast import FOUNDING, MORNING

KS2 = "RECTYPE,URN,TELIG,PTRWM_EXP\r\n1,100001,27,78%\r\n1,100002,4,SUPP\r\n1,999999,30,60%\r\n4, , ,65%\r\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "kept"


@pytest.fixture
def schools():
    return [
        members.add_organisation(
            name, kind=Kind.SCHOOL, phase=Phase.PRIMARY, identifiers={Scheme.URN: urn}, by=FOUNDING, at=MORNING
        )
        for name, urn in (("Hillside Primary", "100001"), ("The Ashmere School", "100002"))
    ]


@pytest.fixture
def results(tmp_path):
    file = tmp_path / "2018-2019_941_ks2final.csv"
    file.write_text(KS2)
    return file


def run(capsys, *arguments):
    call_command("import", "results", *map(str, arguments))
    return capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("schools")
def test_it_says_what_was_taken_what_was_left_and_why(capsys, results):
    assert run(capsys, results) == [
        "2018-2019_941_ks2final.csv: ks2final of 2018/19, 4 rows",
        "  taken: 2 member schools; left: 1 of schools that are not members, 1 of totals",
        "  Key stage 2: expected standard in reading, writing and maths: 1 with a figure, 1 suppressed",
        "  figures: new 2, revised 0, unchanged 0",
    ]


@pytest.mark.usefixtures("schools")
def test_the_file_is_kept_as_it_came_with_its_digest(capsys, results):
    run(capsys, results)

    stored = StoredFile.objects.get()
    assert (stored.name, stored.size) == (results.name, len(KS2))
    assert IndicatorValue.objects.filter(loading__file=stored).count() == 2
    assert Entry.objects.get(deed="evidence.load_values").by == "job:import_results"


@pytest.mark.usefixtures("schools")
def test_running_again_changes_nothing(capsys, results):
    run(capsys, results)
    entries = Entry.objects.count()

    assert run(capsys, results)[-1] == "  figures: new 0, revised 0, unchanged 2"
    assert (Loading.objects.count(), IndicatorValue.objects.count(), Entry.objects.count()) == (1, 2, entries)


@pytest.mark.usefixtures("schools")
def test_a_bad_cell_is_named_and_the_other_schools_are_taken(capsys, results):
    results.write_text(KS2.replace("78%", "7B%"))

    call_command("import", "results", str(results))

    printed = capsys.readouterr()
    assert "2018-2019_941_ks2final.csv, line 2, column PTRWM_EXP: “7B%” is not a number" in printed.err
    assert "taken: 1 member school;" in printed.out
    assert IndicatorValue.objects.get().status == "suppressed"


@pytest.mark.usefixtures("schools")
def test_a_refused_file_leaves_nothing_and_the_next_one_is_still_read(capsys, tmp_path, results):
    nameless = tmp_path / "absence.csv"
    nameless.write_text("URN,PERCTOT\r\n100001,4.3\r\n")

    with pytest.raises(CommandError, match="1 file was refused; nothing of it was taken"):
        call_command("import", "results", str(nameless), str(results))

    assert "absence.csv: Its name does not say of what school year it is." in capsys.readouterr().err
    assert set(IndicatorValue.objects.values_list("indicator", flat=True)) == {"ks2_rwm_expected"}


@pytest.mark.usefixtures("schools")
def test_a_year_can_be_given_where_the_name_does_not_say(capsys, tmp_path):
    file = tmp_path / "absence.csv"
    file.write_text("URN,PERCTOT\r\n100001,4.3\r\n")

    assert run(capsys, file, "--year", "2018/19")[0] == "absence.csv: absence of 2018/19, 1 row"
    assert IndicatorValue.objects.get().year == 2018


@pytest.mark.usefixtures("schools")
def test_a_year_that_is_none_is_refused_before_anything_is_read(results):
    with pytest.raises(CommandError, match=r"“last year” is not a school year. Write it like 2018/19"):
        call_command("import", "results", str(results), "--year", "last year")


def test_before_anybody_is_a_member_there_is_nothing_to_import_for(results):
    with pytest.raises(CommandError, match="No school is a member yet"):
        call_command("import", "results", str(results))
