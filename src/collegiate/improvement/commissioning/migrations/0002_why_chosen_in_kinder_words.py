"""Why schools were chosen, in words that call nobody’s figures low."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commissioning", "0001_first_tables"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agreement",
            name="why_chosen",
            field=models.CharField(
                choices=[
                    ("low_figures", "Their figures called for it"),
                    ("asked", "They asked for it"),
                    ("by_lot", "They were drawn by lot"),
                    ("another_reason", "Another reason, which the figures do not know"),
                    ("knew_of_change", "Somebody knew of a change that is not in the figures"),
                ],
                max_length=20,
                verbose_name="why these schools",
            ),
        ),
    ]
