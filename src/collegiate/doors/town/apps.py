from django.apps import AppConfig


class TownConfig(AppConfig):
    name = "collegiate.doors.town"
    label = "town"
    verbose_name = "Imaginary town"

    def ready(self) -> None:
        """Register the check that keeps a demonstration out of production."""
        from collegiate.doors.town import checks  # noqa: F401, PLC0415 - checks register once apps are ready
