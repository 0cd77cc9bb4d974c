"""A question with a different answer each day."""


def current():
    return Held.objects.filter(until_on__gte=clock.today())
