"""What every public entry carries: where it came from, how far it can be trusted, when somebody last vouched for it."""

from django.db import models

from banso.directory.codes import Confidence, Origin


class Sourced(models.Model):
    """Provenance of an entry as a whole. ``field_sources`` says it for single fields whose source is another:
    ``{"phones": {"source": …, "source_date": …, "confidence": …}}``. A source date is text, because some sources give
    a year or a month only.
    """

    origin = models.CharField("出どころ", max_length=10, choices=Origin.choices(), default=Origin.PLAN)
    source = models.CharField("出典", max_length=500, default="", blank=True)
    source_date = models.CharField("出典の日付", max_length=20, default="", blank=True)
    confidence = models.CharField(
        "確かさ", max_length=10, choices=Confidence.choices(), default=Confidence.OFFICIAL
    )
    field_sources = models.JSONField("項目ごとの出典", default=dict, blank=True)
    note = models.TextField("注記", default="", blank=True)
    assured_on = models.DateField("確認した日", null=True, blank=True)
    assured_by = models.CharField("確認した人", max_length=120, default="", blank=True)
    is_sample = models.BooleanField("見本", default=False)

    class Meta:
        abstract = True
