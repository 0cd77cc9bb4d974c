from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("town", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Build",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seed", models.PositiveIntegerField()),
                ("schools", models.PositiveIntegerField()),
                ("today", models.DateField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="town_built_once",
                        violation_error_message="There is one imaginary town.",
                    )
                ],
            },
        ),
    ]
