from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "collegiate.improvement.accountability"
    label = "accountability"
    verbose_name = "Accountability"
