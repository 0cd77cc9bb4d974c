"""
Step 2 of 3 of payments that go through more hands: say of each payment whose hands it went through.

When these were authorised, one person both checked and authorised them; so that person is named for both. What the bank
shows on a reconciled day is reconciled. Who refused a payment, and when, is read from the record.
"""

from django.db import migrations
from django.db.models import F, Max, Sum


def lift_guards(schema_editor):
    """Take the guards of payments away on PostgreSQL; SQLite's are away, and all are put back after every migration."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal"
            " AND tgrelid IN ('fund_payment'::regclass, 'fund_authorisation'::regclass)"
        )
        for name, table in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name} ON {table}")


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    Payment, Authorisation = apps.get_model("fund", "Payment"), apps.get_model("fund", "Authorisation")
    lift_guards(schema_editor)
    payments = Payment.objects.using(alias)
    by_two = payments.filter(authorised_by__isnull=False)
    Authorisation.objects.using(alias).bulk_create(
        Authorisation(payment=one, authorised_at=one.authorised_at, authorised_by_id=one.authorised_by_id)
        for one in by_two.order_by("authorised_at", "pk")
    )
    by_two.update(checked_at=F("authorised_at"), checked_by=F("authorised_by"))
    payments.filter(stage="paid").update(stage="sent")
    payments.filter(entry__in=_seen(apps, alias), stage="sent").update(stage="reconciled")
    lines = apps.get_model("record", "Entry").objects.using(alias).filter(deed="fund.refuse_payment")
    refused = payments.filter(stage="refused").in_bulk()
    for at, by, subject in lines.order_by("seq").values_list("at", "by", "subject"):
        payment, (kind, _, person) = refused.get(int(subject.rpartition(":")[2])), by.partition(":")
        if payment is not None and kind == "person":
            payment.refused_at, payment.refused_by_id = at, int(person)
            payment.save(update_fields=["refused_at", "refused_by"])


def _seen(apps, alias):
    """Return the entries that the bank shows whole by the last reconciled day."""
    last = apps.get_model("fund", "Reconciliation").objects.using(alias).aggregate(on=Max("on"))["on"]
    if last is None:
        return []
    legs = apps.get_model("fund", "Leg").objects.using(alias).filter(account__code="bank", matches__line__on__lte=last)
    seen = legs.annotate(seen=Sum("matches__pence")).filter(seen=F("pence"))
    return list(seen.values_list("entry_id", flat=True))


def empty(apps, schema_editor):
    alias = schema_editor.connection.alias
    Payment, Authorisation = apps.get_model("fund", "Payment"), apps.get_model("fund", "Authorisation")
    lift_guards(schema_editor)
    payments = Payment.objects.using(alias)
    for one in Authorisation.objects.using(alias).order_by("-pk"):
        payments.filter(pk=one.payment_id).update(authorised_at=one.authorised_at, authorised_by=one.authorised_by_id)
    payments.filter(stage="checked").update(stage="requested")
    payments.filter(stage__in=["sent", "reconciled"]).update(stage="paid")
    payments.filter(stage="returned").update(stage="reversed")
    Authorisation.objects.using(alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("fund", "0009_hands_a_payment_goes_through"), ("record", "0001_initial")]
    operations = [migrations.RunPython(fill, empty, elidable=True)]
