from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "banso.design"
    label = "design"
    verbose_name = "画面の部品"
    default_auto_field = "django.db.models.BigAutoField"
