"""Step 1 of 3 of payments that go through more hands: who checked, each who authorised, up to what amount one is enough."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fund", "0008_sharing_by_need"),
        ("governance", "0018_calendars"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("authorised_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["payment", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AuthorisationLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("pence", models.PositiveBigIntegerField(verbose_name="up to which one is enough")),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["fund", "-version"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_needs_two_people",
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_authorised_says_when",
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_authorised_before_it_is_paid",
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_paid_has_its_entry",
        ),
        migrations.AddField(
            model_name="commitment",
            name="by_claim",
            field=models.BooleanField(
                default=False, verbose_name="paid only by claims, such as those of milestones that were met"
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="payment",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments_checked",
                to="members.person",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="grounds",
            field=models.TextField(blank=True, verbose_name="what shows that it is due"),
        ),
        migrations.AddField(
            model_name="payment",
            name="instead_of",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="asked_again_as",
                to="fund.payment",
                verbose_name="the payment the bank returned",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="refused_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="payment",
            name="refused_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments_refused",
                to="members.person",
            ),
        ),
        migrations.AlterField(
            model_name="payment",
            name="stage",
            field=models.CharField(
                choices=[
                    ("requested", "Asked for"),
                    ("checked", "Checked"),
                    ("authorised", "Authorised"),
                    ("sent", "Sent"),
                    ("reconciled", "Sent, and seen by the bank"),
                    ("returned", "Returned by the bank"),
                    ("reversed", "Taken back"),
                    ("refused", "Refused"),
                ],
                default="requested",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="authorised_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="authorisations", to="members.person"
            ),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="payment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="authorisations", to="fund.payment"
            ),
        ),
        migrations.AddField(
            model_name="authorisationlimit",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="authorisation_limits",
                to="governance.decision",
            ),
        ),
        migrations.AddField(
            model_name="authorisationlimit",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="authorisation_limits", to="fund.fund"
            ),
        ),
        migrations.AddField(
            model_name="authorisationlimit",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="authorisation_limits_set",
                to="members.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.UniqueConstraint(
                fields=("payment", "authorised_by"),
                name="authorisation_once_each",
                violation_error_message="This person has authorised the payment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisationlimit",
            constraint=models.UniqueConstraint(
                fields=("fund", "version"),
                name="authorisation_limit_one_version",
                violation_error_message="This version of the limit is already there.",
            ),
        ),
    ]
