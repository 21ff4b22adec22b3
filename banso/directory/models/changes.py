"""Every change of what the public sees (``metadata`` of HSDS), and a number that tells whether anything changed."""

from django.db import models

from banso.directory.codes import Noun, Origin


class Change(models.Model):
    """One field of one entry, before and after. Never changed or removed."""

    noun = models.CharField("種類", max_length=20, choices=Noun.choices())
    key = models.CharField("id", max_length=80)
    field = models.CharField("項目", max_length=60)
    before = models.JSONField("前", null=True)
    after = models.JSONField("後", null=True)
    origin = models.CharField("どこからの変更か", max_length=10, choices=Origin.choices())
    at = models.DateTimeField("時刻")
    by = models.CharField("変えた人", max_length=120)
    organisation = models.CharField("変えた機関", max_length=80, default="", blank=True)
    reason = models.CharField("理由", max_length=300, default="", blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["noun", "key"], name="directory_changes_of")]

    def __str__(self) -> str:
        return f"{self.noun}:{self.key}.{self.field}"


class Revision(models.Model):
    """One row, whose ``token`` is another after every change, so that what was computed from the directory can be kept
    for as long as it is true. A token never comes twice, not even where a database is put back to an earlier state.
    """

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token
