from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "collegiate.partnership.feedback"
    label = "feedback"
    verbose_name = "Feedback"
