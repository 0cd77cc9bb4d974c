from django.apps import AppConfig


class PoundConfig(AppConfig):
    name = "collegiate.doors.pound"
    label = "pound"
    verbose_name = "Follow the pound"
