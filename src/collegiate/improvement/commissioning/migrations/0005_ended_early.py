"""An agreement may end before its milestones are all met."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commissioning", "0004_why_a_brief_is_withdrawn"),
        ("fund", "0011_payments_by_stage"),
        ("governance", "0018_calendars"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="agreement",
            name="agreement_only_by_a_decision",
        ),
        migrations.AddField(
            model_name="agreement",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agreement",
            name="ended_because",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it ended early"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreements_ended",
                to="members.person",
            ),
        ),
        migrations.AlterField(
            model_name="agreement",
            name="stage",
            field=models.CharField(
                choices=[
                    ("proposed", "Waiting for a decision"),
                    ("agreed", "Agreed"),
                    ("complete", "Complete"),
                    ("ended", "Ended early"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="proposed",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("agreed_at__isnull", True),
                        ("agreed_by__isnull", True),
                        ("commitment__isnull", True),
                        ("decision__isnull", True),
                        ("stage__in", ["proposed", "withdrawn"]),
                    ),
                    models.Q(
                        ("agreed_at__isnull", False),
                        ("agreed_by__isnull", False),
                        ("commitment__isnull", False),
                        ("decision__isnull", False),
                        ("stage__in", ["agreed", "complete", "ended"]),
                    ),
                    _connector="OR",
                ),
                name="agreement_only_by_a_decision",
                violation_error_message="Only a minuted decision can make an agreement, with its money set aside.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        ("stage", "ended"),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("stage", "ended"), _negated=True),
                        ("ended_at__isnull", True),
                        ("ended_because", ""),
                        ("ended_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="agreement_ended_says_why",
                violation_error_message="An agreement that ended early says why, who ended it and when.",
            ),
        ),
    ]
