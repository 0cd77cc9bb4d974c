"""How an amount is written for people and for programs."""

import pytest

from collegiate.values import Money


@pytest.mark.parametrize(
    ("pence", "shown", "plain"),
    [
        (123_450, "£1,234.50", "1234.50"),
        (-123_450, "-£1,234.50", "-1234.50"),
        (-5, "-£0.05", "-0.05"),
        (0, "£0.00", "0.00"),
    ],
)
def test_an_amount_is_written_to_the_penny_for_people_and_for_programs(pence, shown, plain):
    amount = Money(pence)

    assert (str(amount), amount.plain) == (shown, plain)
    assert Money.parse(amount.plain) == amount
