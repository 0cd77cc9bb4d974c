from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "collegiate.improvement.evidence"
    label = "evidence"
    verbose_name = "Evidence"
