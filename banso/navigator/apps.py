"""The navigator."""

from django.apps import AppConfig


class NavigatorConfig(AppConfig):
    name = "banso.navigator"
    verbose_name = "案内"
