import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("training_day", "0001_initial")]

    initial = True

    dependencies = [
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Day",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150)),
                ("on", models.DateField()),
                ("place", models.CharField(max_length=200)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Being planned"),
                            ("wishes_open", "Taking wishes"),
                            ("allocated", "Places given"),
                            ("published", "Timetables out"),
                            ("closed", "Over"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("on", "name"),
                        name="day_once_of_a_name",
                        violation_error_message="There is a training day of this name on that day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="people who may be in it")),
                ("step_free", models.BooleanField(default=False, verbose_name="can be reached without a step")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="training_day.day"
                    ),
                ),
            ],
            options={
                "ordering": ["day", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "name"),
                        name="room_once_of_a_name",
                        violation_error_message="There is a room of that name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1)),
                        name="room_holds_somebody",
                        violation_error_message="A room holds one person or more.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="training_day.day"
                    ),
                ),
            ],
            options={
                "ordering": ["day", "starts"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="slot_ends_after_it_starts",
                        violation_error_message="A slot ends after it starts.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=150)),
                ("strand", models.SlugField(blank=True, max_length=30, verbose_name="strand of school improvement")),
                ("leader", models.CharField(max_length=150, verbose_name="who leads it")),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="places")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="training_day.day"
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="training_day.room"
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="training_day.slot"
                    ),
                ),
            ],
            options={
                "ordering": ["slot", "title", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("slot", "room"),
                        name="session_one_in_a_room_at_a_time",
                        violation_error_message="There is a session in that room at that time already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1)),
                        name="session_has_places",
                        violation_error_message="A session has one place or more.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seat", models.PositiveSmallIntegerField()),
                ("taken_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="training_places", to="members.person"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="training_day.session"
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="training_day.slot"
                    ),
                ),
            ],
            options={
                "ordering": ["slot", "session", "seat"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "slot"),
                        name="booking_one_place_at_a_time",
                        violation_error_message="Nobody can be in two places at a time.",
                    ),
                    models.UniqueConstraint(
                        fields=("session", "seat"),
                        name="booking_each_seat_once",
                        violation_error_message="The session is full.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField()),
                (
                    "made_at",
                    models.DateTimeField(verbose_name="when the wish came; the first to come are served first"),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wishes", to="training_day.day"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="training_wishes", to="members.person"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wishes", to="training_day.session"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "wishes",
                "ordering": ["person", "rank"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "session"),
                        name="wish_once_for_a_session",
                        violation_error_message="Choose three different sessions.",
                    ),
                    models.UniqueConstraint(
                        fields=("day", "person", "rank"),
                        name="wish_one_of_a_rank",
                        violation_error_message="There is a wish of that rank already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rank__in", (1, 2, 3))),
                        name="wish_rank_from_1_to_3",
                        violation_error_message="There are three wishes: a first, a second and a third.",
                    ),
                ],
            },
        ),
    ]
