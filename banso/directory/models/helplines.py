"""Immediate help: the lines of the strip on every public page."""

from django.db import models

from banso.directory.models.sourced import Sourced


class Helpline(Sourced):
    """A number to call now. ``is_emergency`` marks those of police and ambulance."""

    key = models.CharField("id", max_length=80, primary_key=True)
    name = models.CharField("名称", max_length=120)
    number = models.CharField("電話番号", max_length=20)
    when = models.CharField("どんなとき", max_length=120)
    hours_text = models.CharField("時間", max_length=200, default="", blank=True)
    hours = models.JSONField("時間（式）", null=True, blank=True)
    fee = models.CharField("通話料", max_length=80, default="", blank=True)
    url = models.URLField("ウェブサイト", max_length=300, default="", blank=True)
    is_emergency = models.BooleanField("緊急か", default=False)
    order = models.PositiveIntegerField("並び", default=0)

    class Meta:
        ordering = ("order", "key")

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
