"""Many files at once: what was dropped together, each file kept first, and what became of it."""

from typing import Self

from django.conf import settings
from django.db import models

from banso.lib.fiscal import Period
from banso.returns.models.returns import Rejected, Version
from banso.returns.states import BatchState


class Batch(models.Model):
    """Files that were dropped together."""

    plan = models.CharField("計画", max_length=80)
    created_at = models.DateTimeField("受け取った時")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.plan} {self.created_at:%Y-%m-%d %H:%M}"


class BatchItemQuerySet(models.QuerySet["BatchItem"]):
    """Files of a drop, by where they stand."""

    def unfinished(self) -> Self:
        return self.filter(state__in=[BatchState.WAITING, BatchState.READING])

    def reading(self) -> Self:
        return self.filter(state=BatchState.READING)


class BatchItem(models.Model):
    """One dropped file, kept as it came until it has become a version or a refusal, which then keep it.

    Unfinished items are the queue of the worker, in the order of their keys.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    number = models.IntegerField("番")
    file_name = models.CharField("ファイル名", max_length=200)
    file = models.BinaryField("受け取ったままのファイル")
    file_digest = models.CharField("ファイルの指紋（SHA-256）", max_length=64, default="", blank=True)
    state = models.CharField("状態", max_length=20, choices=BatchState.choices(), default=BatchState.WAITING)
    message = models.TextField("説明", default="", blank=True)
    attempts = models.IntegerField("読み始めた回数", default=0)

    objects = BatchItemQuerySet.as_manager()

    class Meta:
        ordering = ("batch", "number")
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="returns_dropped_files_are_numbered")
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(state__in=[BatchState.WAITING, BatchState.READING]),
                name="returns_files_to_read",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {BatchState.of(self.state).label}"


class BatchResult(models.Model):
    """What became of one body's return in a dropped file: a consolidated workbook has one for each body."""

    item = models.ForeignKey(BatchItem, on_delete=models.CASCADE, related_name="results")
    organisation = models.CharField("組織", max_length=80, default="", blank=True)
    period_key = models.CharField("期間", max_length=20, default="", blank=True)
    state = models.CharField("結果", max_length=20, choices=BatchState.choices())
    questions = models.IntegerField("質問の数", default=0)
    message = models.TextField("説明", default="", blank=True)
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rejected = models.ForeignKey(Rejected, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("item", "pk")

    def __str__(self) -> str:
        return f"{self.organisation} {self.period_key} {BatchState.of(self.state).label}"

    @property
    def period(self) -> Period | None:
        return Period.parse(self.period_key) if self.period_key else None
