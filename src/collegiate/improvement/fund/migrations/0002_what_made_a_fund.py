"""Step 1 of 3 of saying what made each fund; and entries are taken back, with a reason, by their mirror."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fund", "0001_initial"),
        ("governance", "0002_seats_terms_carry_over"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="contribution",
            name="contribution_once_a_year",
        ),
        migrations.RemoveConstraint(
            model_name="contribution",
            name="contribution_received_says_when",
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_paid_has_its_entry",
        ),
        migrations.AddField(
            model_name="entry",
            name="because",
            field=models.CharField(blank=True, max_length=300, verbose_name="why the entry it reverses was wrong"),
        ),
        migrations.AddField(
            model_name="entry",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="governance.decision",
            ),
        ),
        migrations.AddField(
            model_name="fund",
            name="charter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="funds_founded",
                to="members.charter",
            ),
        ),
        migrations.AddField(
            model_name="fund",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="funds_made",
                to="governance.decision",
            ),
        ),
        migrations.AddField(
            model_name="fund",
            name="restricted_to",
            field=models.SlugField(
                blank=True, max_length=40, verbose_name="code of the charter’s purpose it is restricted to"
            ),
        ),
        migrations.AlterField(
            model_name="contribution",
            name="stage",
            field=models.CharField(
                choices=[("due", "Due"), ("received", "Received"), ("reversed", "Taken back")],
                default="due",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.SlugField(
                choices=[
                    ("opening", "Brought forward"),
                    ("contribution", "Contribution"),
                    ("payment", "Payment"),
                    ("transfer", "Moved between funds"),
                    ("reversal", "Puts another entry right"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="ledgeraccount",
            name="kind",
            field=models.CharField(
                choices=[
                    ("asset", "What we have"),
                    ("liability", "What we owe"),
                    ("income", "What came in"),
                    ("expense", "What was spent"),
                    ("equity", "What was brought in without being income"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="payment",
            name="stage",
            field=models.CharField(
                choices=[
                    ("requested", "Requested"),
                    ("authorised", "Authorised"),
                    ("paid", "Paid"),
                    ("reversed", "Taken back"),
                    ("refused", "Refused"),
                ],
                default="requested",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", "reversed"), _negated=True),
                fields=("fund", "organisation", "year"),
                name="contribution_once_a_year",
                violation_error_message="This member’s contribution for the year is already there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entry__isnull", True),
                        ("received_at__isnull", True),
                        ("received_by__isnull", True),
                        ("stage", "due"),
                    ),
                    models.Q(
                        ("entry__isnull", False),
                        ("received_at__isnull", False),
                        ("received_by__isnull", False),
                        ("stage__in", ["received", "reversed"]),
                    ),
                    _connector="OR",
                ),
                name="contribution_received_says_when",
                violation_error_message="A contribution received has its date, its bookkeeper and its entry.",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("because", ""), ("reverses__isnull", True)),
                    models.Q(("reverses__isnull", False), models.Q(("because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="ledger_entry_reversal_says_why",
                violation_error_message="An entry that puts another right says why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry__isnull", False), ("stage__in", ["paid", "reversed"])),
                    models.Q(models.Q(("stage__in", ["paid", "reversed"]), _negated=True), ("entry__isnull", True)),
                    _connector="OR",
                ),
                name="payment_paid_has_its_entry",
                violation_error_message="A payment that was made has its entry in the ledger.",
            ),
        ),
    ]
