"""The addresses of needs."""

from django.urls import path

from collegiate.improvement.needs import views

app_name = "needs"
urlpatterns = [
    path("", views.needs, name="needs"),
    path("<int:pk>/", views.need, name="need"),
    path("<int:pk>/understood/", views.understand, name="understand"),
    path("<int:pk>/close/", views.close_need, name="close_need"),
    path("schools/<int:pk>/", views.school, name="school"),
    path("schools/<int:pk>/raise/", views.raise_need, name="raise_need"),
    path("schools/<int:pk>/propose/", views.propose, name="propose"),
    path("schools/<int:pk>/steps/give/", views.give_step, name="give_step"),
    path("steps/<int:pk>/", views.step, name="step"),
    path("steps/<int:pk>/close/", views.close_step, name="close_step"),
    path("own-schools/", views.own_schools, name="own_schools"),
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/open/", views.open_round, name="open_round"),
    path("rounds/<int:pk>/", views.overview, name="round"),
    path("rounds/<int:pk>/close/", views.close_round, name="close_round"),
    path("rounds/<int:pk>/schools/<int:school>/", views.sheet, name="sheet"),
    path("offers/", views.offers, name="offers"),
    path("offers/new/", views.offer_help, name="offer_help"),
    path("offers/<int:pk>/end/", views.end_offer, name="end_offer"),
    path("levels/", views.levels, name="levels"),
    path("levels/<int:pk>/", views.level, name="level"),
    path("levels/<int:pk>/contest/", views.contest, name="contest"),
    path("levels/<int:pk>/answer/", views.answer, name="answer"),
    path("levels/<int:pk>/agree/", views.agree, name="agree"),
]
