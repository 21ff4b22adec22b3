from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("returns", "0005_held_and_replaced"),
    ]

    operations = [
        migrations.AddField(
            model_name="bodyform",
            name="not_carried",
            field=models.JSONField(default=list, verbose_name="この様式にない項目"),
        ),
    ]
