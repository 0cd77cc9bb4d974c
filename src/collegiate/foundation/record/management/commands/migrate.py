"""Django's `migrate`, for a database whose guards are about to change."""

from typing import Any

from django.core.management import CommandError
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
        executor = MigrationExecutor(connection)
        self._refuse_half_way(executor)
        if connection.vendor == "sqlite" and changes and (options["app_label"] or self._has_any(executor)):
            guard.make_way(connection)
        super().handle(*args, **options)

    def _refuse_half_way(self, executor: Any) -> None:
        """Refuse a database that holds some, not all, of the migrations that one of ours stands for."""
        applied = executor.loader.applied_migrations
        for app, name in executor.loader.disk_migrations:
            before = executor.loader.disk_migrations[app, name].replaces
            missing = [old for old in before if old not in applied]
            if (app, name) not in applied and 0 < len(missing) < len(before):
                raise CommandError(
                    f"An earlier version began to bring this database up to date and did not finish: {app}.{missing[0][1]} "
                    "is missing. Nothing was changed. Bring it up to date with the version that made it, then migrate again."
                )

    def _has_any(self, executor: Any) -> bool:
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
