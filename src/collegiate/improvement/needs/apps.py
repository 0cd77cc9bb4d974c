from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "collegiate.improvement.needs"
    label = "needs"
    verbose_name = "Needs"
