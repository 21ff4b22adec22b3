from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "banso.access"
    label = "access"
    verbose_name = "利用者と権限"
    default_auto_field = "django.db.models.BigAutoField"
