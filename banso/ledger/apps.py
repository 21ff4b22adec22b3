from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "banso.ledger"
    label = "ledger"
    verbose_name = "台帳"
    default_auto_field = "django.db.models.BigAutoField"
