"""Step 3 of 3 of giving papers versions: the text is in them, and no longer in the paper."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("governance", "0015_first_versions")]
    operations = [migrations.RemoveField(model_name="paper", name="text")]
