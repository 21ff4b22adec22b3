from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "banso.upkeep"
    label = "upkeep"
    verbose_name = "窓口の情報の手入れ"
    default_auto_field = "django.db.models.BigAutoField"
