"""Editions of plans that this site has loaded, and every attempt to load one."""

from django.db import models


class Edition(models.Model):
    """One wording of a plan, whole, as it was loaded. Papers refer to it for ever."""

    plan = models.CharField("計画", max_length=80)
    number = models.IntegerField("版")
    digest = models.CharField("内容の指紋", max_length=64)
    document = models.JSONField("内容")
    loaded_at = models.DateTimeField("読み込んだ時")

    class Meta:
        ordering = ("plan", "pk")
        constraints = [models.UniqueConstraint(fields=["plan", "digest"], name="plan_a_wording_is_kept_once")]

    def __str__(self) -> str:
        return f"{self.plan} 第{self.number}版 {self.digest[:8]}"


class LoadAttempt(models.Model):
    """A reading of a plan folder: the edition it gave, or the faults that kept it out."""

    plan = models.CharField("計画", max_length=80)
    at = models.DateTimeField("時刻")
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="attempts"
    )
    faults = models.JSONField("指摘", default=list)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.plan} {self.at:%Y-%m-%d %H:%M} {'可' if self.edition_id else '不可'}"
