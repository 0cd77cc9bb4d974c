"""A deed that nobody did."""


def pay(claim, pence):
    policies.may_pay(claim).insist()
    note("fund.pay", subject=claim)
