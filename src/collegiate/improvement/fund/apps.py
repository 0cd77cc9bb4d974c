from django.apps import AppConfig


class FundConfig(AppConfig):
    name = "collegiate.improvement.fund"
    label = "fund"
    verbose_name = "Fund"
