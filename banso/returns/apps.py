from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "banso.returns"
    label = "returns"
    verbose_name = "報告"
    default_auto_field = "django.db.models.BigAutoField"
