"""Sending the links by which invited people sign in for the first time."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django_tasks import task

from collegiate.foundation import clock
from collegiate.foundation.accounts.links import first_sign_in
from collegiate.partnership.members import commands, queries
from collegiate.values import job

SUBJECT = "Your link to sign in to {partnership}"
TEXT = """\
Dear {name},

you are invited to {partnership}. Choose a password and sign in with this link:

{link}

It works once, and for a week. If it no longer works, ask whoever invited you for a new one.
Nobody will ever ask you for your password.
"""


@task()
def send_invitation(pk: int) -> None:
    """Send one link, if it has not been sent; safe to run twice."""
    invitation = queries.invitation(pk)
    account = invitation.person.account
    if invitation.mailed_at is not None or account is None or account.last_login is not None:
        return
    partnership = str(queries.partnership() or "the partnership")
    text = TEXT.format(
        name=invitation.person.name,
        partnership=partnership,
        link=f"{settings.ADDRESS.rstrip('/')}{first_sign_in(account)}",
    )
    try:
        send_mail(SUBJECT.format(partnership=partnership), text, None, [account.email])
    except (SMTPException, OSError) as wrong:
        fault = type(wrong).__name__
    else:
        fault = ""
    now = clock.now()
    commands.mailed(invitation, fault=fault, by=job("send_invitations", day=now.date()), at=now)


def mail_is_set_up() -> bool:
    """Say whether this installation can send mail (EMAIL_URL)."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")
