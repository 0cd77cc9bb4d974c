"""A deed that leaves no line."""


@record.deed
def pay(claim, *, by, at):
    """Pay a claim."""
    _do(claim, by)


def _do(claim, by):
    policies.may_pay(by, claim).insist()
    claim.save()
