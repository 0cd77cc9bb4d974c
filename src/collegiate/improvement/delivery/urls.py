"""The addresses of delivery."""

from django.urls import path

from collegiate.improvement.delivery import views

app_name = "delivery"
urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("programmes/<int:pk>/", views.programme, name="programme"),
    path("programmes/<int:pk>/change/", views.change_programme, name="change_programme"),
    path("programmes/<int:pk>/workshops/new/", views.add_workshop, name="add_workshop"),
    path("workshops/<int:pk>/", views.workshop, name="workshop"),
    path("workshops/<int:pk>/change/", views.change_workshop, name="change_workshop"),
    path("workshops/<int:pk>/cancel/", views.cancel_workshop, name="cancel_workshop"),
    path("workshops/<int:pk>/who-came/", views.who_came, name="who_came"),
    path("places/<int:pk>/give-up/", views.give_up, name="give_up"),
    path("days/", views.days, name="days"),
    path("days/<int:pk>/", views.day, name="day"),
    path("days/<int:pk>/change/", views.change_day, name="change_day"),
    path("days/<int:pk>/write-up/", views.write_up, name="write_up"),
    path("days/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("plan/<slug:slug>/programme/", views.plan_programme, name="plan_programme"),
    path("plan/<slug:slug>/", views.plan_day, name="plan_day"),
]
