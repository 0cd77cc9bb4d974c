from django.apps import AppConfig


class CommissioningConfig(AppConfig):
    name = "collegiate.improvement.commissioning"
    label = "commissioning"
    verbose_name = "Commissioning"
