"""Tell the fund by when the milestones of agreements that were made are expected to be paid."""

from django.db import migrations


def tell(apps, schema_editor):
    alias = schema_editor.connection.alias
    milestones = apps.get_model("commissioning", "Milestone").objects.using(alias)
    Instalment = apps.get_model("fund", "Instalment")
    made = milestones.filter(agreement__commitment__isnull=False).order_by("agreement", "due_on", "pk")
    Instalment.objects.using(alias).bulk_create(
        Instalment(commitment_id=commitment, due_on=due_on, pence=pence)
        for commitment, due_on, pence in made.values_list("agreement__commitment", "due_on", "pence")
    )


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0002_claims_after_a_refusal"), ("fund", "0007_when_a_promise_is_paid")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop, elidable=True)]
