from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "collegiate.foundation.clock"
    label = "clock"
    verbose_name = "Clock"
