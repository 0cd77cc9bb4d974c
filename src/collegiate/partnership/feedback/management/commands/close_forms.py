"""Closing forms whose last day is over, from the shell."""

from typing import Any

from django.core.management.base import BaseCommand

from collegiate.partnership.feedback.tasks import sweep


class Command(BaseCommand):
    help = "Close the feedback forms whose last day is over (the task worker does this by itself)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{sweep()} closed.")
