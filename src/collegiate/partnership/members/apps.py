from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "collegiate.partnership.members"
    label = "members"
    verbose_name = "Members"
