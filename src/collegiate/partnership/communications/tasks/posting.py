"""Handing mails to the mail server, one by one, between two deeds each."""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import get_connection

from collegiate.foundation import clock
from collegiate.partnership.communications import commands
from collegiate.partnership.communications.models import Fault, Notice, State
from collegiate.partnership.communications.tasks.letter import letter
from collegiate.partnership.members.queries import partnership
from collegiate.values import job

NO_SERVER = "django.core.mail.backends.dummy.EmailBackend"  # what EMAIL_URL left out stands for
TEMPORARY = range(400, 500)


def post(notice: Notice) -> dict[str, int]:
    """
    Send what waits of a notice; return how many of its mails are in which state.

    :raises OSError: if the mail server cannot be reached or breaks off; what waits still waits
    """
    by, began, name = job("post", day=clock.today()), clock.now(), str(partnership() or "The partnership")
    with get_connection() as server:
        while delivery := commands.take_next(notice, began=began, by=by, at=clock.now()):
            try:
                state, fault = _hand_over(server, letter(notice, delivery, partnership=name))
            except smtplib.SMTPSenderRefused:
                commands.settle(delivery, state=State.QUEUED, by=by, at=clock.now())
                raise
            except OSError:  # all that smtplib raises is one; it may have taken the mail before it broke off
                commands.settle(delivery, state=State.FAILED, fault=Fault.NO_ANSWER, by=by, at=clock.now())
                raise
            commands.settle(delivery, state=state, fault=fault, by=by, at=clock.now())
    return commands.report(notice, by=by, at=clock.now())


def _hand_over(server: Any, mail: Any) -> tuple[State, str]:
    if settings.EMAIL_BACKEND == NO_SERVER:
        return State.KEPT, ""
    try:
        server.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as refused:
        return _by_code(min(code for code, _ in refused.recipients.values()))
    except smtplib.SMTPDataError as refused:
        return _by_code(refused.smtp_code)
    return State.SENT, ""


def _by_code(code: int) -> tuple[State, str]:
    return (State.QUEUED, "") if code in TEMPORARY else (State.FAILED, Fault.REFUSED)
