from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "collegiate.doors.schools"
    label = "schools"
    verbose_name = "Schools"
