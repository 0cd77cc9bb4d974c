"""Beginning a demonstration afresh: everything goes, and only ever in a demonstration."""

from pathlib import Path

from django.db import DatabaseError, connection

from collegiate.partnership.members import queries
from collegiate.values import Refused


class NotADemonstration(Refused):
    """The database holds a real partnership."""


def begin_afresh() -> None:
    """
    Empty the database of a demonstration, tables and all; `migrate` makes them anew.

    :raises NotADemonstration: if it holds a partnership that is not the imaginary town
    """
    try:
        partnership = queries.partnership()
    except DatabaseError:  # no tables yet: there is nothing to lose
        return
    if partnership is not None and not partnership.is_imaginary:
        raise NotADemonstration(
            f"This database holds {partnership}, which is not the imaginary town. Nothing was changed; "
            "to try Collegiate out beside it, give another COLLEGIATE_STATE or DATABASE_URL."
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return
    place = str(connection.settings_dict["NAME"])
    connection.close()
    for ending in ("", "-wal", "-shm"):
        Path(place + ending).unlink(missing_ok=True)
