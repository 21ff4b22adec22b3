from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "banso.plan"
    label = "plan"
    verbose_name = "計画"
    default_auto_field = "django.db.models.BigAutoField"
