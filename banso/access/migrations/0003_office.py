
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_shared_cache'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='unit',
            field=models.CharField(blank=True, default='', max_length=80, verbose_name='事務所'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('unit', ''), ('role', "body"), _connector='OR'), name='access_an_office_is_of_a_body'),
        ),
    ]
