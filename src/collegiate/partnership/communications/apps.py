from django.apps import AppConfig


class CommunicationsConfig(AppConfig):
    name = "collegiate.partnership.communications"
    label = "communications"
    verbose_name = "Communications"
