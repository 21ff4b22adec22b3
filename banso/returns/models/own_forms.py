"""Forms of a body's own: which cell of its sheet is which number, pointed at once and read from then on."""

from typing import Self

from django.conf import settings
from django.db import models


class BodyFormQuerySet(models.QuerySet["BodyForm"]):
    """Mappings, by where they stand."""

    def in_use(self) -> Self:
        return self.filter(adopted_at__isnull=False, retired_at__isnull=True)


class BodyForm(models.Model):
    """One version of the mapping of a body's own form. A mapping in use is never changed: a newer one replaces it.

    ``anchors``: ``[{"cell": "B4", "text": "当月"}]``, texts by which the form is known.
    ``cells``: ``[{"cell": "C5", "row": "<indicator>|<unit>|<component>", "kind": "period" | "cumulative"}]``.
    ``period_cell`` is the cell that says for which month the sheet is, or empty: then it is asked.
    """

    plan = models.CharField("計画", max_length=80)
    organisation = models.CharField("組織", max_length=80)
    name = models.CharField("様式の名前", max_length=100)
    number = models.IntegerField("版")
    created_at = models.DateTimeField("作った時")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField("使い始めた時", null=True, blank=True)
    retired_at = models.DateTimeField("使い終えた時", null=True, blank=True)
    sheet = models.CharField("シート", max_length=80, default="", blank=True)
    anchors = models.JSONField("目印", default=list)
    cells = models.JSONField("セルの対応", default=list)
    period_cell = models.CharField("期間のセル", max_length=10, default="", blank=True)
    file_name = models.CharField("例のファイル名", max_length=200)
    file = models.BinaryField("例のファイル")
    file_digest = models.CharField("例のファイルの指紋（SHA-256）", max_length=64)

    objects = BodyFormQuerySet.as_manager()

    class Meta:
        ordering = ("organisation", "name", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation", "name", "number"], name="returns_forms_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.name} 第{self.number}版"
