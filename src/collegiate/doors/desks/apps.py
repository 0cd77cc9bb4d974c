from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "collegiate.doors.desks"
    label = "desks"
    verbose_name = "Desks"
