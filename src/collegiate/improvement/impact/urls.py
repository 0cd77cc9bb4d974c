"""The addresses of impact."""

from django.urls import path

from collegiate.improvement.impact import views

app_name = "impact"
urlpatterns = [
    path("", views.studies, name="studies"),
    path("<int:pk>/", views.study, name="study"),
    path("<int:pk>/conclude/", views.conclude, name="conclude"),
    path("set-up/<slug:slug>/", views.freeze, name="freeze"),
]
