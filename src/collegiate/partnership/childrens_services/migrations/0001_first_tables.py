import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("childrens_services", "0001_initial")]

    initial = True

    dependencies = [
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("health", "Health"),
                            ("care", "Social care"),
                            ("youth", "Youth work"),
                            ("family", "Help for families"),
                            ("early_years", "Early years"),
                            ("culture", "Arts and culture"),
                            ("sport", "Sport and play"),
                        ],
                        max_length=20,
                    ),
                ),
                ("description", models.TextField(verbose_name="what it does, and for whom")),
                ("age_from", models.PositiveSmallIntegerField(verbose_name="youngest age")),
                ("age_to", models.PositiveSmallIntegerField(verbose_name="oldest age")),
                ("area", models.CharField(max_length=150, verbose_name="where it works")),
                ("how_to_reach", models.TextField(verbose_name="how to reach it")),
                ("telephone", models.CharField(blank=True, max_length=30)),
                ("website", models.URLField(blank=True, max_length=300)),
                (
                    "stage",
                    models.CharField(
                        choices=[("listed", "Listed"), ("withdrawn", "Withdrawn")], default="listed", max_length=20
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("checked_at", models.DateTimeField(verbose_name="last checked")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services_checked",
                        to="members.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="services", to="members.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [models.Index(fields=["stage", "checked_at"], name="service_listed_and_checked")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name"),
                        name="service_once_by_an_organisation",
                        violation_error_message="This organisation has a service of that name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("age_to__gte", models.F("age_from")), ("age_to__lte", 25)),
                        name="service_ages_in_order",
                        violation_error_message="The oldest age cannot be below the youngest, nor above 25.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how_to_reach", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                            models.Q(("description", ""), _negated=True),
                            models.Q(("area", ""), _negated=True),
                        ),
                        name="service_can_be_reached",
                        violation_error_message="Say what the service is, where it works and how to reach it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "withdrawn"), ("withdrawn_on__isnull", False)),
                            models.Q(("stage", "listed"), ("withdrawn_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="service_withdrawn_says_when",
                        violation_error_message="A withdrawn service says since when, and a listed one does not.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("website", ""),
                            ("website__startswith", "https://"),
                            ("website__startswith", "http://"),
                            _connector="OR",
                        ),
                        name="service_website_is_a_web_address",
                        violation_error_message="A web address begins with https://.",
                    ),
                ],
            },
        ),
    ]
