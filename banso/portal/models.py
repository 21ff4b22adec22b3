"""Files that went to the other face or came from it."""

from django.db import models


class Crossing(models.Model):
    """One signed file. ``peer`` is the name of the key that signed it (for our own files: our own)."""

    kind = models.CharField("種類", max_length=20)
    outward = models.BooleanField("出したか")
    peer = models.CharField("署名した鍵", max_length=16)
    sequence = models.PositiveIntegerField("通し番号")
    digest = models.CharField("指紋", max_length=64)
    records = models.PositiveIntegerField("件数")
    at = models.DateTimeField("時刻")

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "outward", "peer", "sequence"], name="portal_a_crossing_comes_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sequence}"
