from django.apps import AppConfig


class TrainingDayConfig(AppConfig):
    name = "collegiate.partnership.training_day"
    label = "training_day"
    verbose_name = "Training day"
