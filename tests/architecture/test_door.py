"""Closed by default: a page whose view names no ruling is an error before the server starts."""

from django.core.checks import run_checks

from collegiate.foundation.accounts.door import every_view_names_a_ruling


def test_every_page_names_its_ruling():
    assert every_view_names_a_ruling() == []


def test_a_page_without_a_ruling_is_reported_however_deep_it_lies(settings):
    settings.ROOT_URLCONF = "tests.architecture.bad.urls"

    (fault,) = every_view_names_a_ruling()

    assert "/deep/forgotten/" in fault.msg
    assert fault in run_checks(tags=["security"])
