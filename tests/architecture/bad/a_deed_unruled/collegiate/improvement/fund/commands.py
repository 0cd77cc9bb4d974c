"""A deed without a ruling."""


@record.deed
def pay(claim, *, by, at):
    """Pay a claim."""
    note("fund.pay", subject=claim)
