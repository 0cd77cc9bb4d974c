from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "collegiate.improvement.practice"
    label = "practice"
    verbose_name = "Practice"
