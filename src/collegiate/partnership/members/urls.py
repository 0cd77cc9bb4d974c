"""The addresses of members."""

from django.urls import path

from collegiate.partnership.members.views import interests, inviting, organisations, people

app_name = "members"
urlpatterns = [
    path("", organisations.members, name="members"),
    path("add/", organisations.add, name="add"),
    path("<int:pk>/", organisations.organisation, name="organisation"),
    path("<int:pk>/edit/", organisations.edit, name="edit"),
    path("<int:pk>/leave/", organisations.leave, name="leave"),
    path("invite/", inviting.invite, name="invite"),
    path("invite/list/", inviting.invite_list, name="invite_list"),
    path("invite/list/all/", inviting.invite_all, name="invite_all"),
    path("invited/", inviting.invited, name="invited"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/link/", inviting.invite_again, name="invite_again"),
    path("people/<int:pk>/leaves/<int:organisation_pk>/", people.leaver, name="leaver"),
    path("groups/", people.groups, name="groups"),
    path("interests/", interests.register, name="interests"),
    path("interests/confirm/", interests.confirm, name="confirm_interests"),
    path("interests/declare/", interests.declare, name="declare"),
    path("interests/<int:pk>/end/", interests.end, name="end_interest"),
]
