"""Whether somebody sits at a window's desk: without, nobody is asked to write to it. The first run of the routine fills it in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_organisations_with_sources")]

    operations = [
        migrations.AddField(
            "window", "has_desk", models.BooleanField("申し込みを読む係がいるか", default=False)
        ),
    ]
