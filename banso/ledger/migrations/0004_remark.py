from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0003_first_contact"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("indicator_value", "指標の値"),
                    ("measure_state", "取組の状態"),
                    ("coverage_member", "網羅の一員"),
                    ("remark", "備考の訂正"),
                    ("first_contact", "最初の相談の申し込み"),
                    ("paper_printed", "資料の作成"),
                ],
                max_length=40,
            ),
        ),
    ]
