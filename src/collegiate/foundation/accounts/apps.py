from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "collegiate.foundation.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Register the check that every view names a ruling."""
        from collegiate.foundation.accounts import door  # noqa: F401, PLC0415 - checks register once apps are ready
