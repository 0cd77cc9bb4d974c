"""The addresses of Achievement Teams."""

from django.urls import path

from collegiate.improvement.achievement_teams import views

app_name = "achievement_teams"
urlpatterns = [
    path("", views.teams, name="teams"),
    path("together/", views.together, name="together"),
    path("new/", views.form_team, name="form_team"),
    path("<int:pk>/", views.team, name="team"),
    path("<int:pk>/start/", views.start, name="start"),
    path("cycles/<int:pk>/", views.cycle, name="cycle"),
    path("cycles/<int:pk>/give-up/", views.give_up, name="give_up"),
]
