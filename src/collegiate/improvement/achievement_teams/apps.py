from django.apps import AppConfig


class AchievementTeamsConfig(AppConfig):
    name = "collegiate.improvement.achievement_teams"
    label = "achievement_teams"
    verbose_name = "Achievement Teams"
