from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "collegiate.partnership.governance"
    label = "governance"
    verbose_name = "Governance"
