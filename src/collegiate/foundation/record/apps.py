from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordConfig(AppConfig):
    name = "collegiate.foundation.record"
    label = "record"
    verbose_name = "Record"

    def ready(self) -> None:
        """Put the guards back after every migration: the one receiver in Collegiate."""
        from collegiate.foundation.record import guard  # noqa: PLC0415 - it needs the models, which are ready only now

        post_migrate.connect(guard.after_migrate, dispatch_uid="record.guard")
