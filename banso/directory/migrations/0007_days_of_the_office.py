"""The days until an answer are the office's own word: where no office takes requests, none were ever set."""

from typing import Any

from django.db import migrations, models


def unset(apps: Any, _: Any) -> None:
    apps.get_model("directory", "Window").objects.filter(takes_requests=False).update(answer_days=None)


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_import_sources")]

    operations = [
        migrations.AlterField(
            "window",
            "answer_days",
            models.PositiveSmallIntegerField("返事までの日数（開庁日）", null=True, blank=True),
        ),
        migrations.AddField(
            "window",
            "requests_are_sample",
            models.BooleanField("申し込みの設定が見本", default=False),
        ),
        migrations.RunPython(unset, migrations.RunPython.noop),
    ]
