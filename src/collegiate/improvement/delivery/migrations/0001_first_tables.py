import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("delivery", "0001_initial"), ("delivery", "0002_programmes_by_strand")]

    initial = True

    dependencies = [
        ("commissioning", "0001_first_tables"),
        ("feedback", "0001_first_tables"),
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="DevelopmentDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("strand", models.SlugField(max_length=30)),
                ("why", models.CharField(max_length=500, verbose_name="why, and what to prepare")),
                (
                    "stage",
                    models.CharField(
                        choices=[("agreed", "Agreed"), ("happened", "Happened"), ("cancelled", "Cancelled")],
                        default="agreed",
                        max_length=10,
                    ),
                ),
                ("agreed_next", models.TextField(blank=True, verbose_name="what was agreed next")),
                ("cancelled_because", models.CharField(blank=True, max_length=300)),
                ("happened_at", models.DateTimeField(blank=True, null=True, verbose_name="written up at")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "adviser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="development_days",
                        to="members.person",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="development_days",
                        to="commissioning.agreement",
                    ),
                ),
                (
                    "form",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="development_day",
                        to="feedback.form",
                    ),
                ),
                (
                    "happened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days_written_up",
                        to="members.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="development_days",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage", "cancelled"), _negated=True),
                        fields=("adviser", "on"),
                        name="day_one_adviser_one_school",
                        violation_error_message="The adviser is in another school that day.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stage", "cancelled"), _negated=True),
                        fields=("organisation", "on"),
                        name="day_one_at_a_school",
                        violation_error_message="The school has a development day on that day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("form__isnull", False),
                                ("happened_at__isnull", False),
                                ("happened_by__isnull", False),
                                ("stage", "happened"),
                                models.Q(("agreed_next", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("stage", "happened"), _negated=True),
                                ("happened_at__isnull", True),
                                ("happened_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="day_happened_says_what_next",
                        violation_error_message="A day that happened says what was agreed next, and asks the school.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "cancelled"), models.Q(("cancelled_because", ""), _negated=True)),
                            models.Q(models.Q(("stage", "cancelled"), _negated=True), ("cancelled_because", "")),
                            _connector="OR",
                        ),
                        name="day_cancelled_says_why",
                        violation_error_message="A day that is cancelled says why.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DayElement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "element",
                    models.CharField(
                        choices=[
                            ("coaching", "Quality learning coaching"),
                            ("whole_staff", "Whole-staff development"),
                            ("follow_through", "Leadership follow-through"),
                        ],
                        max_length=20,
                    ),
                ),
                ("aim", models.CharField(max_length=300)),
                ("what_happened", models.TextField(blank=True)),
                ("next_step", models.CharField(blank=True, max_length=300)),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elements",
                        to="delivery.developmentday",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "element"),
                        name="day_element_once",
                        violation_error_message="This day has that element.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programme",
                        to="commissioning.agreement",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="programme_ends_after_it_starts",
                        violation_error_message="A programme cannot end before it starts.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeStrand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("strand", models.SlugField(max_length=30)),
                ("aim", models.CharField(max_length=300, verbose_name="what should be different at its end")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="strands", to="delivery.programme"
                    ),
                ),
            ],
            options={
                "ordering": ["programme", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "strand"),
                        name="programme_strand_once",
                        violation_error_message="The programme says that strand’s aim already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("aim", ""), _negated=True),
                        name="programme_strand_has_an_aim",
                        violation_error_message="Say what should be different on this strand.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Workshop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("strand", models.SlugField(max_length=30)),
                ("title", models.CharField(max_length=150)),
                ("starts_at", models.DateTimeField()),
                ("place", models.CharField(max_length=150)),
                ("places", models.PositiveSmallIntegerField(verbose_name="places there are")),
                (
                    "stage",
                    models.CharField(
                        choices=[("planned", "Planned"), ("cancelled", "Cancelled")], default="planned", max_length=10
                    ),
                ),
                ("cancelled_because", models.CharField(blank=True, max_length=300)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshops_cancelled",
                        to="members.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="workshops", to="delivery.programme"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                ("stage", "cancelled"),
                                models.Q(("cancelled_because", ""), _negated=True),
                            ),
                            models.Q(
                                ("cancelled_at__isnull", True),
                                ("cancelled_because", ""),
                                ("cancelled_by__isnull", True),
                                ("stage", "planned"),
                            ),
                            _connector="OR",
                        ),
                        name="workshop_cancelled_says_why",
                        violation_error_message="A workshop that is cancelled says who cancelled it, when and why.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkshopPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("came", models.BooleanField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshop_places",
                        to="members.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="workshop_places", to="members.person"
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taken", to="delivery.workshop"
                    ),
                ),
            ],
            options={
                "ordering": ["workshop", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workshop", "person"),
                        name="workshop_place_once",
                        violation_error_message="This person has a place at the workshop.",
                    )
                ],
            },
        ),
    ]
