"""Step 3 of 3 of saying what made each fund: from now on one of the two must be there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fund", "0003_fill_what_made_a_fund")]
    operations = [
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("charter__isnull", False), ("decision__isnull", True)),
                    models.Q(("charter__isnull", True), ("decision__isnull", False)),
                    _connector="OR",
                ),
                name="fund_rests_on_one_thing",
                violation_error_message="A fund rests on a decision, the first one on the charter.",
            ),
        ),
    ]
