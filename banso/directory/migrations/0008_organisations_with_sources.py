"""Organisations say where they come from, as every other entry does, and may close."""

from typing import Any

from django.db import migrations, models

from banso.directory.codes import Confidence, Noun


def name_the_plan(apps: Any, _: Any) -> None:
    apps.get_model("directory", "Organisation").objects.filter(origin="plan").update(source="計画")


def added(name: str, field: "models.Field[Any, Any]") -> migrations.AddField:
    return migrations.AddField("organisation", name, field)


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_days_of_the_office")]

    operations = [
        added("source", models.CharField("出典", max_length=500, default="", blank=True)),
        added("source_date", models.CharField("出典の日付", max_length=20, default="", blank=True)),
        added(
            "confidence",
            models.CharField(
                "確かさ", max_length=10, choices=Confidence.choices(), default=Confidence.OFFICIAL
            ),
        ),
        added("field_sources", models.JSONField("項目ごとの出典", default=dict, blank=True)),
        added("note", models.TextField("注記", default="", blank=True)),
        added("assured_on", models.DateField("確認した日", null=True, blank=True)),
        added("assured_by", models.CharField("確認した人", max_length=120, default="", blank=True)),
        added("closed_on", models.DateField("閉じた日", null=True, blank=True)),
        migrations.AlterField(
            "change", "noun", models.CharField("種類", max_length=20, choices=Noun.choices())
        ),
        migrations.RunPython(name_the_plan, migrations.RunPython.noop),
    ]
