"""The task worker, alone."""

from typing import Any

from django.core.management.base import BaseCommand

from collegiate.config.worker import Shift


class Command(BaseCommand):
    help = "Run the task worker in a process of its own, beside `collegiate serve --workers`."

    def handle(self, *args: Any, **options: Any) -> None:
        Shift().work_here()
