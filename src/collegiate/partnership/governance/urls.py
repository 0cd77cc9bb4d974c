"""The addresses of governance, under no name of their own: people read "/decisions/SG-26-14/"."""

from django.urls import path

from collegiate.partnership.governance import views
from collegiate.partnership.governance.models import Stage

app_name = "governance"
urlpatterns = [
    path("who-sits-where/", views.who_sits_where, name="who_sits_where"),
    path("groups/form/", views.form_group, name="form_group"),
    path("groups/gaps/", views.gaps, name="gaps"),
    path("groups/<int:pk>/", views.group, name="group"),
    path("groups/<int:pk>/terms/", views.adopt_terms, name="adopt_terms"),
    path("groups/<int:pk>/terms/<int:version>/", views.terms, name="terms"),
    path("groups/<int:pk>/seats/", views.make_seat, name="make_seat"),
    path("groups/<int:pk>/chair/", views.take_the_chair, name="take_the_chair"),
    path("seats/<int:pk>/fill/", views.fill_seat, name="fill_seat"),
    path("seats/<int:pk>/end/", views.end_seat, name="end_seat"),
    path("tenures/<int:pk>/end/", views.end_tenure, name="end_tenure"),
    path("groups/<int:pk>/backlog/", views.backlog, name="backlog"),
    path("groups/<int:pk>/backlog/propose/", views.propose, name="propose"),
    path("matters/<int:pk>/take-up/", views.take_up, name="take_up"),
    path("matters/<int:pk>/keep-waiting/", views.keep_waiting, name="keep_waiting"),
    path("matters/<int:pk>/drop/", views.drop, name="drop"),
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/plan/", views.plan, name="plan"),
    path("meetings/plan/year/", views.plan_series, name="plan_series"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/call/", views.call, name="call"),
    path("meetings/<int:pk>/open/", views.move, {"to": Stage.IN_PROGRESS}, name="open"),
    path("meetings/<int:pk>/close/", views.move, {"to": Stage.CLOSED}, name="close"),
    path("meetings/<int:pk>/cancel/", views.move, {"to": Stage.CANCELLED}, name="cancel"),
    path("meetings/<int:pk>/move/", views.reschedule, name="reschedule"),
    path("meetings/<int:pk>/order/", views.order_agenda, name="order_agenda"),
    path("meetings/<int:pk>/items/", views.add_item, name="add_item"),
    path("meetings/<int:pk>/room/", views.room, name="room"),
    path("meetings/<int:pk>/room/come-in/", views.come_in, name="come_in"),
    path("items/<int:pk>/", views.item, name="item"),
    path("items/<int:pk>/put-off/", views.put_off, name="put_off"),
    path("items/<int:pk>/parties/", views.name_party, name="name_party"),
    path("items/<int:pk>/decide/", views.decide, name="decide"),
    path("papers/write/", views.write_paper, name="write_paper"),
    path("papers/<int:pk>/", views.paper, name="paper"),
    path("papers/<int:pk>/confidential/", views.confidential, name="confidential"),
    path("papers/<int:pk>/rewrite/", views.rewrite_paper, name="rewrite_paper"),
    path("papers/<int:pk>/versions/<int:number>/", views.version, name="version"),
    path("papers/<int:pk>/versions/<int:number>/file/", views.paper_file, name="paper_file"),
    path("considerations/<int:pk>/respond/", views.respond, name="respond"),
    path("considerations/<int:pk>/answer/", views.answer, name="answer"),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<slug:slug>/", views.decision, name="decision"),
    path("decisions/<slug:slug>/notice.pdf", views.notice, name="notice"),
]
