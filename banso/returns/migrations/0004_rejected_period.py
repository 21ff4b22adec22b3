
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('returns', '0003_offices'),
    ]

    operations = [
        migrations.AddField(
            model_name='rejected',
            name='period',
            field=models.CharField(blank=True, default='', max_length=40, verbose_name='期間'),
        ),
    ]
