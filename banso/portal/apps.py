from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "banso.portal"
    label = "portal"
    verbose_name = "入口"
    default_auto_field = "django.db.models.BigAutoField"
