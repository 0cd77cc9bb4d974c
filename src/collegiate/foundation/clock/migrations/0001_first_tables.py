from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("clock", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoppedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="clock_one_day",
                        violation_error_message="There is one clock.",
                    )
                ],
            },
        ),
    ]
