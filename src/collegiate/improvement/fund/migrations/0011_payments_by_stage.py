"""Step 3 of 3 of payments that go through more hands: what the old columns said is in rows of its own, and the rules stand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fund", "0010_fill_the_hands")]

    operations = [
        migrations.RemoveField(
            model_name="payment",
            name="authorised_at",
        ),
        migrations.RemoveField(
            model_name="payment",
            name="authorised_by",
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_by__isnull", True),
                    models.Q(("checked_by", models.F("requested_by")), _negated=True),
                    _connector="OR",
                ),
                name="payment_checked_by_another",
                violation_error_message="Nobody checks a payment they asked for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                    models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                    _connector="OR",
                ),
                name="payment_checked_says_when",
                violation_error_message="Who checked a payment, and when, go together.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stage", "refused"),
                    models.Q(("checked_at__isnull", True), ("stage", "requested")),
                    models.Q(models.Q(("stage", "requested"), _negated=True), ("checked_at__isnull", False)),
                    _connector="OR",
                ),
                name="payment_checked_before_it_is_authorised",
                violation_error_message="A payment is checked before it is authorised.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry__isnull", False), ("stage__in", ["sent", "reconciled", "returned", "reversed"])),
                    models.Q(("entry__isnull", True), ("stage__in", ["requested", "checked", "authorised", "refused"])),
                    _connector="OR",
                ),
                name="payment_sent_has_its_entry",
                violation_error_message="A payment that was sent has its entry in the ledger.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("refused_at__isnull", False), ("refused_by__isnull", False), ("stage", "refused")),
                    models.Q(
                        models.Q(("stage", "refused"), _negated=True),
                        ("refused_at__isnull", True),
                        ("refused_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="payment_refused_says_who",
                violation_error_message="Who refused a payment, and when, go together.",
            ),
        ),
    ]
