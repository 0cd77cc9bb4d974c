"""The addresses of the fund."""

from django.urls import path

from collegiate.improvement.fund import views

app_name = "fund"
urlpatterns = [
    path("", views.fund, name="fund"),
    path("open/", views.open_fund, name="open_fund"),
    path("transfer/", views.transfer, name="transfer"),
    path("<int:pk>/", views.fund, name="pot"),
    path("<int:pk>/promises/", views.promises, name="promises"),
    path("<int:pk>/formulas/", views.formulas, name="formulas"),
    path("<int:pk>/formulas/set/", views.set_formula, name="set_formula"),
    path("formulas/<int:pk>/pledge/", views.pledge, name="pledge"),
    path("formulas/<int:pk>/invoices/", views.pledged, name="pledged"),
    path("entries/<int:pk>/", views.entry, name="entry"),
    path("entries/<int:pk>/reverse/", views.reverse_entry, name="reverse"),
    path("commitments/<int:pk>/release/", views.release, name="release"),
    path("contributions/", views.contributions, name="contributions"),
    path("contributions/expect/", views.expect, name="expect"),
    path("contributions/<int:pk>/", views.contribution, name="contribution"),
    path("contributions/<int:pk>/invoice/", views.invoice, name="invoice"),
    path("contributions/<int:pk>/remind/", views.remind, name="remind"),
    path("contributions/<int:pk>/waive/", views.waive, name="waive"),
    path("contributions/<int:pk>/receive/", views.receive, name="receive"),
    path("statements/", views.statements, name="statements"),
    path("statements/<int:pk>/", views.statement, name="statement"),
    path("statements/<int:pk>/match/", views.match_sure, name="match_sure"),
    path("statements/<int:pk>/reconcile/", views.reconcile, name="reconcile"),
    path("statements/lines/<int:pk>/", views.line, name="line"),
    path("payments/", views.payments, name="payments"),
    path("payments/<int:pk>/", views.payment, name="payment"),
    path("payments/<int:pk>/refuse/", views.refuse, name="refuse"),
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/open/", views.new_round, name="new_round"),
    path("rounds/<int:pk>/", views.round, name="round"),
    path("rounds/<int:pk>/try/", views.what_if, name="what_if"),
    path("rounds/<int:pk>/formula/", views.draft_formula, name="draft_formula"),
    path("rounds/<int:pk>/decided/", views.approve_formula, name="approve_formula"),
    path("rounds/<int:pk>/share/", views.share_out, name="share_out"),
    path("rounds/<int:pk>/change/", views.adjust_share, name="adjust_share"),
    path("rounds/<int:pk>/set-aside/", views.set_shares_aside, name="set_shares_aside"),
    path("rounds/<int:pk>/withdraw/", views.withdraw_round, name="withdraw_round"),
    path("rounds/<int:pk>/schools/<int:school>/", views.share, name="share"),
]
