"""Contents as the text that was signed, and a database that refuses to change a line."""

import json

from django.db import migrations, models

from folkmoot.web.journal import guards


def respell(apps, schema_editor):
    Content = apps.get_model("journal", "Content")
    for content in Content.objects.iterator():
        content.spelled = json.dumps(
            content.content, sort_keys=True, separators=(",", ":"), ensure_ascii=True
        )
        content.save(update_fields=["spelled"])


def install(apps, schema_editor):
    guards.install(schema_editor.connection)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.AddField("content", "spelled", models.TextField(default=""), preserve_default=False),
        migrations.RunPython(respell, migrations.RunPython.noop),
        migrations.RemoveField("content", "content"),
        migrations.RunPython(install, remove),
    ]
