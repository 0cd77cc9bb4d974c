"""Django's `migrate`, for a database whose guards are about to change."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from collegiate.foundation.record import guard


class Command(migrate.Command):
    """Migrate a database that does not hold every guard yet; they are put in their place when it is done."""

    def check(self, *args: Any, **options: Any) -> Any:
        """Check everything but the database itself, which is not expected to be right before it is migrated."""
        return super().check(*args, **{**options, "databases": None})

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; SQLite rebuilds a table by another name, which a trigger elsewhere that reads it would not allow."""
        connection = connections[options["database"]]
        changes = not (options["plan"] or options["check_unapplied"])
        if connection.vendor == "sqlite" and changes and (options["app_label"] or self._has_any(connection)):
            guard.make_way(connection)
        super().handle(*args, **options)

    def _has_any(self, connection: Any) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
