"""What a notice looks like as a mail."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from collegiate.partnership.communications import queries
from collegiate.partnership.communications.models import Delivery, Notice, Topic


def letter(notice: Notice, delivery: Delivery, *, partnership: str) -> EmailMessage:
    """
    Return the mail of a notice to one person, in plain text.

    Its id is made from the delivery's, so that two copies, should there ever be two, are known as one.
    """
    token = queries.token_for(delivery.person_id, Topic(notice.topic))
    unsubscribe = f"{settings.ADDRESS}{reverse('communications:unsubscribe', args=[token])}"
    words = render_to_string(
        "communications/mail/notice.txt",
        {
            "notice": notice,
            "person": delivery.person,
            "partnership": partnership,
            "read_on": f"{settings.ADDRESS}{notice.url or reverse('communications:notice', args=[notice.pk])}",
            "unsubscribe": unsubscribe,
        },
    )
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    return EmailMessage(
        subject=" ".join(notice.subject.split()),
        body=words,
        to=[delivery.person.email],
        headers={"Message-ID": f"<notice-{notice.pk}-{delivery.pk}@{host}>", **_list_headers(unsubscribe)},
    )


def _list_headers(unsubscribe: str) -> dict[str, str]:
    """
    Return the headers that put an unsubscribe button into mail programs; none where pressing it would fail.

    RFC 8058 asks for https, and a mail program cannot reach an address on our own machine.
    """
    url = urlsplit(unsubscribe)
    if url.scheme != "https" or url.hostname in (None, "localhost", "127.0.0.1", "::1"):
        return {}
    return {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
