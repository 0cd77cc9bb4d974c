"""The server: it migrates, checks everything, and does not start on an error."""

from io import StringIO
from typing import Any

import waitress
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from collegiate.config.afresh import NotADemonstration, begin_afresh
from collegiate.config.listening import insist_that_it_is_free
from collegiate.config.worker import Shift
from collegiate.config.wsgi import application
from collegiate.partnership.members import queries


class Command(BaseCommand):
    help = "Serve the partnership at http://localhost:8000, with the task worker inside."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on; 0.0.0.0 for every one")
        parser.add_argument(
            "--demo", action="store_true", help="build the imaginary town first, if the database is empty"
        )
        parser.add_argument(
            "--reset", action="store_true", help="with --demo: throw away the town as it is and build it anew"
        )
        parser.add_argument(
            "--workers", type=int, default=0, help="serve from this many processes; then run `collegiate work` too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        insist_that_it_is_free(options["host"], options["port"])
        if options["reset"]:
            self.begin_afresh()
        call_command("migrate", verbosity=0)
        call_command("check", databases=["default"], fail_level="ERROR", stdout=StringIO())  # an error is raised
        if settings.DEMO and queries.partnership() is None:
            call_command("demo")
        partnership = queries.partnership()
        name = (
            partnership.name if partnership else "Collegiate, with no partnership yet (see `collegiate begin --help`)"
        )
        self.stdout.write(self.style.SUCCESS(f"{name} is open at http://localhost:{options['port']} (Ctrl+C ends it)"))
        self.stdout.flush()
        if options["workers"]:
            from granian.constants import Interfaces  # noqa: PLC0415 - only a server of many processes needs it
            from granian.server import Server  # noqa: PLC0415 - as above

            Server(
                "collegiate.config.wsgi:application",
                address=options["host"],
                port=options["port"],
                interface=Interfaces.WSGI,
                workers=options["workers"],
                blocking_threads=2,
            ).serve()
            return
        shift = Shift()
        shift.start()
        try:
            waitress.serve(application, host=options["host"], port=options["port"], threads=6, ident=None, _quiet=True)
        finally:
            shift.stop()

    def begin_afresh(self) -> None:
        """Throw the demonstration away, and nothing else ever."""
        if not settings.DEMO:
            raise CommandError("--reset goes with --demo only.")
        try:
            begin_afresh()
        except NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
