"""What happened in the last four weeks that concerns everybody or one's own organisations, and what one was told."""

from django.urls import reverse

from collegiate.doors.desks.cards.desk import FEW, RECENTLY, About, Card
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.needs import queries as needs
from collegiate.improvement.practice import queries as practice
from collegiate.partnership.governance import queries as governance
from collegiate.values import News, Role

SEES_ALL = (Role.COORDINATOR, Role.CLERK, Role.LA_OFFICER)


def changed(about: About) -> list[Card]:
    """Return the latest news, newest first."""
    since, own = about.now - RECENTLY, about.standing.organisations()
    sees_all = about.standing.holds(*SEES_ALL)
    told = about.told
    news: list[News] = [*governance.news(since, about.now), *practice.news(since, about.now)]
    news += [
        one
        for one in needs.news(since, about.now)
        if sees_all or not one.organisation_ids or one.organisation_ids & own
    ]
    known = {one.url for one in told}  # what they were told in a notice is not news a second time
    news = [one for one in news if one.url not in known]
    news += [News(one.made_at, one.subject, reverse("communications:notice", args=[one.pk])) for one in told]
    newest = sorted(news, key=lambda one: one.at, reverse=True)[:FEW]
    return [Card(one.sentence, "", one.url, in_words(one.at)) for one in newest]
