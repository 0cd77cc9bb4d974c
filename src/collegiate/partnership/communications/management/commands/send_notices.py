"""Sending what waits, from the shell."""

from typing import Any

from django.core.management.base import BaseCommand

from collegiate.partnership.communications.models import State
from collegiate.partnership.communications.tasks import send_all


class Command(BaseCommand):
    help = "Send every notice that waits to be mailed; safe to be stopped and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = send_all()
        words = ", ".join(f"{state.label.lower()} {counts[state.value]}" for state in State if state.value in counts)
        self.stdout.write(words or "Nothing waits to be sent.")
