"""The addresses of commissioning."""

from django.urls import path

from collegiate.improvement.commissioning import views

app_name = "commissioning"
urlpatterns = [
    path("", views.agreements, name="agreements"),
    path("waiting/", views.waiting, name="waiting"),
    path("briefs/", views.briefs, name="briefs"),
    path("briefs/new/", views.write_brief, name="write_brief"),
    path("briefs/<int:pk>/", views.brief, name="brief"),
    path("briefs/<int:pk>/needs/", views.answer_need, name="answer_need"),
    path("briefs/<int:pk>/to-the-groups/", views.take_to_groups, name="take_to_groups"),
    path("briefs/<int:pk>/withdraw/", views.withdraw_brief, name="withdraw_brief"),
    path("briefs/<int:pk>/propose/", views.propose, name="propose"),
    path("agreements/<slug:slug>/", views.agreement, name="agreement"),
    path("agreements/<slug:slug>/agree/", views.agree, name="agree"),
    path("agreements/<slug:slug>/withdraw/", views.withdraw, name="withdraw"),
    path("agreements/<slug:slug>/complete/", views.complete, name="complete"),
    path("agreements/<slug:slug>/end-early/", views.end_early, name="end_early"),
    path("milestones/<int:pk>/accept/", views.accept, name="accept"),
    path("milestones/<int:pk>/ask-again/", views.ask_again, name="ask_again"),
]
