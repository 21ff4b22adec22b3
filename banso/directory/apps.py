from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "banso.directory"
    label = "directory"
    verbose_name = "組織と市町村"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from banso.directory import checks  # noqa: F401
