"""The addresses of the report."""

from django.urls import path

from collegiate.improvement.accountability import views

app_name = "accountability"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("new/", views.draft, name="draft"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/report.pdf", views.on_paper, name="on_paper"),
    path("<int:pk>/foreword/", views.foreword, name="foreword"),
    path("<int:pk>/publish/", views.publish, name="publish"),
]
