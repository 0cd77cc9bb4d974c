from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "collegiate.doors.exchange"
    label = "exchange"
    verbose_name = "Files in and out"
