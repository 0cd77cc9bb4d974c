"""Step 2 of 3 of giving papers versions: what each paper says becomes its first version."""

from hashlib import sha256

from django.db import migrations


def write_first_versions(apps, schema_editor):
    Paper = apps.get_model("governance", "Paper")
    PaperVersion = apps.get_model("governance", "PaperVersion")
    alias = schema_editor.connection.alias
    PaperVersion.objects.using(alias).bulk_create(
        (
            PaperVersion(
                paper=paper,
                number=1,
                text=paper.text,
                words=len(paper.text.split()),
                sha256=sha256(f"{paper.text}\0".encode()).hexdigest(),
                written_at=paper.written_at,
                written_by_id=paper.written_by_id,
            )
            for paper in Paper.objects.using(alias).order_by("pk")
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("governance", "0014_papers_have_versions")]
    operations = [migrations.RunPython(write_first_versions, migrations.RunPython.noop, elidable=True)]
