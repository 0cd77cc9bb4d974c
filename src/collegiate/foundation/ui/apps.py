from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "collegiate.foundation.ui"
    label = "ui"
    verbose_name = "Pages"
