from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "collegiate.improvement.impact"
    label = "impact"
    verbose_name = "Impact"
