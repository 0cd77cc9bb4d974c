import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("members", "0001_initial"), ("members", "0002_confirmations")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(unique=True)),
                ("joint_message", models.CharField(max_length=200)),
                ("agreed_on", models.DateField()),
            ],
            options={
                "ordering": ["version"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school", "School or setting"),
                            ("la_team", "Local authority team"),
                            ("college", "College"),
                            ("university", "University"),
                            ("business", "Business"),
                            ("club", "Sports club"),
                            ("voluntary", "Community or voluntary group"),
                            ("provider", "Provider"),
                            ("health", "Health service"),
                            ("culture", "Cultural service"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nursery", "Nursery"),
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("all_through", "All-through"),
                            ("special", "Special"),
                            ("pupil_referral_unit", "Pupil referral unit"),
                            ("sixteen_plus", "16 plus"),
                        ],
                        max_length=20,
                    ),
                ),
                ("type_name", models.CharField(blank=True, max_length=100, verbose_name="type of establishment")),
                (
                    "keeps_academy_books",
                    models.BooleanField(default=False, verbose_name="financial year from September"),
                ),
                ("age_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("age_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("street", models.CharField(blank=True, max_length=200)),
                ("locality", models.CharField(blank=True, max_length=100)),
                ("town", models.CharField(blank=True, max_length=100)),
                ("postcode", models.CharField(blank=True, max_length=10)),
                ("easting", models.PositiveIntegerField(blank=True, null=True)),
                ("northing", models.PositiveIntegerField(blank=True, null=True)),
                ("website", models.CharField(blank=True, max_length=300)),
                ("telephone", models.CharField(blank=True, max_length=30)),
                ("opened_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [models.Index(fields=["kind", "phase"], name="organisation_kind_phase")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "school"), models.Q(("phase", ""), _negated=True)),
                            models.Q(models.Q(("kind", "school"), _negated=True), ("phase", "")),
                            _connector="OR",
                        ),
                        name="organisation_only_schools_have_a_phase",
                        violation_error_message="A school has a phase, and nothing else has one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("opened_on__isnull", True),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="organisation_closes_after_it_opens",
                        violation_error_message="An organisation cannot close before it opens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("age_from__isnull", True),
                            ("age_to__isnull", True),
                            ("age_to__gte", models.F("age_from")),
                            _connector="OR",
                        ),
                        name="organisation_ages_in_order",
                        violation_error_message="The oldest age cannot be below the youngest.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("strategic", "Strategic Group"),
                            ("task", "Task group"),
                            ("head_forum", "Head-teacher group"),
                            ("advisers", "Advisers’ meeting"),
                            ("panel", "Panel"),
                            ("achievement_team", "Achievement Team"),
                            ("cohort", "Cohort"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("purpose", models.CharField(blank=True, max_length=300)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        help_text="The school a team belongs to; empty for the partnership’s own groups.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("name"),
                        django.db.models.functions.comparison.Coalesce("organisation", 0),
                        name="group_name_once",
                        violation_error_message="There is a group of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="group_ends_after_it_starts",
                        violation_error_message="A group cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "achievement_team"), _negated=True),
                            ("organisation__isnull", False),
                            _connector="OR",
                        ),
                        name="group_team_belongs_to_a_school",
                        violation_error_message="An Achievement Team belongs to a school.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partnership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("town", models.CharField(max_length=100)),
                ("authority_code", models.CharField(blank=True, max_length=3, verbose_name="local authority code")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("predecessor", models.CharField(blank=True, max_length=200, verbose_name="what came before it")),
                ("is_imaginary", models.BooleanField(default=False, verbose_name="made up, for a demonstration")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="partnership_only_one",
                        violation_error_message="One installation serves one partnership.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="partnership_ends_after_it_starts",
                        violation_error_message="A partnership cannot end before it starts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("is_under_18", models.BooleanField(default=False, verbose_name="under 18")),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "link_adult",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_to",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_under_18", False), ("link_adult__isnull", False), _connector="OR"),
                        name="person_under_18_has_a_link_adult",
                        violation_error_message="A young person needs a link adult.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("by_mail", models.BooleanField(verbose_name="to be sent by e-mail")),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("fault", models.CharField(blank=True, max_length=60, verbose_name="why it could not be sent")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="members.person"
                    ),
                ),
            ],
            options={
                "ordering": ["person", "-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mailed_at__isnull", True), models.Q(("by_mail", True), ("fault", "")), _connector="OR"
                        ),
                        name="invitation_mailed_or_at_fault",
                        violation_error_message="A link that went by e-mail was meant to, and did not fail.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("financial", "Paid by it, owns part of it or is owed by it"),
                            ("governance", "Governs it"),
                            ("family", "Close family there"),
                            ("other", "Another interest"),
                        ],
                        max_length=20,
                    ),
                ),
                ("nature", models.CharField(max_length=300, verbose_name="what it is")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("declared_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="members.organisation"
                    ),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests_declared",
                        to="members.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="members.person"
                    ),
                ),
            ],
            options={
                "ordering": ["person", "from_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="interest_ends_after_it_begins",
                        violation_error_message="An interest cannot end before it begins.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("confirmed_at", models.DateTimeField()),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations_recorded",
                        to="members.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="confirmations", to="members.person"
                    ),
                ),
            ],
            options={
                "ordering": ["person", "confirmed_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Purpose",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40)),
                ("text", models.CharField(max_length=300)),
                ("place", models.PositiveSmallIntegerField(verbose_name="place in the list")),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="purposes", to="members.charter"
                    ),
                ),
            ],
            options={
                "ordering": ["charter", "place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("charter", "code"),
                        name="purpose_once_in_a_charter",
                        violation_error_message="This charter already has that purpose.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("facts", models.TextField(verbose_name="what it said, as JSON")),
                ("digest", models.CharField(max_length=64)),
                ("read_at", models.DateTimeField()),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_line",
                        to="members.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoleHeld",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("coordinator", "Coordinator"),
                            ("clerk", "Clerk"),
                            ("bookkeeper", "Bookkeeper"),
                            ("authoriser", "Authoriser"),
                            ("auditor", "Auditor"),
                            ("adviser", "Adviser"),
                            ("head_teacher", "Head teacher"),
                            ("staff", "Staff"),
                            ("governor", "Governor"),
                            ("parent_governor", "Parent governor"),
                            ("la_officer", "Local authority officer"),
                            ("provider_contact", "Provider’s contact"),
                            ("contact", "Member organisation’s contact"),
                            ("consultant", "External consultant"),
                            ("young_representative", "Young people’s representative"),
                            ("link_adult", "Link adult"),
                            ("chair", "Chair"),
                            ("group_member", "Group member"),
                            ("deputy", "Deputy"),
                            ("facilitator", "Facilitator"),
                            ("team_member", "Team member"),
                        ],
                        max_length=30,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=100, verbose_name="what they are called there")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="members.group",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="members.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="roles", to="members.person"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "roles held",
                "ordering": ["person", "from_on", "pk"],
                "indexes": [
                    models.Index(fields=["organisation", "role"], name="role_at_organisation"),
                    models.Index(fields=["group", "role"], name="role_on_group"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="role_ends_after_it_begins",
                        violation_error_message="A role cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("organisation__isnull", True), ("group__isnull", True), _connector="OR"),
                        name="role_at_one_place",
                        violation_error_message="A role is held at an organisation or on a group, not both.",
                    ),
                    models.UniqueConstraint(
                        models.F("person"),
                        models.F("role"),
                        django.db.models.functions.comparison.Coalesce("organisation", 0),
                        django.db.models.functions.comparison.Coalesce("group", 0),
                        condition=models.Q(("until_on__isnull", True)),
                        name="role_held_once_at_a_time",
                        violation_error_message="This person holds that role already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="members.organisation",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="precessions",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor"),
                        name="succession_once",
                        violation_error_message="This succession is already recorded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="succession_by_another",
                        violation_error_message="A school cannot come after itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("subscription", "Subscription"),
                            ("matched", "Matched funding"),
                            ("in_kind", "In kind"),
                        ],
                        max_length=20,
                    ),
                ),
                ("voting", models.BooleanField(default=True)),
                ("joined_on", models.DateField()),
                ("left_on", models.DateField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "joined_on"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_on__isnull", True)),
                        fields=("organisation",),
                        name="membership_one_at_a_time",
                        violation_error_message="This organisation is a member already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True), ("left_on__gte", models.F("joined_on")), _connector="OR"
                        ),
                        name="membership_ends_after_it_begins",
                        violation_error_message="A member cannot leave before it joined.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("GB-EDU", "URN"),
                            ("GB-UKPRN", "UKPRN"),
                            ("GB-LAE", "DfE number"),
                            ("GB-CHC", "Charity number"),
                            ("GB-COH", "Company number"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.CharField(max_length=20)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identifiers",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "scheme"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("scheme", "GB-EDU")),
                        fields=("value",),
                        name="identifier_urn_belongs_to_one_organisation",
                        violation_error_message="Another organisation has this URN.",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "scheme"),
                        name="identifier_one_of_a_scheme",
                        violation_error_message="This organisation already has such a number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True),
                        name="identifier_is_not_blank",
                        violation_error_message="A number that is not published is left out, not blank.",
                    ),
                ],
            },
        ),
    ]
