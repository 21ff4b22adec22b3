"""How often something was tried today, to hold off floods. Yesterday's rows are gone, and their salt with them."""

from django.db import models


class Salt(models.Model):
    """The salt of one day. Without it nobody can tell whose address a mark was."""

    day = models.DateField(primary_key=True)
    value = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.day}"


class Tally(models.Model):
    """A count of one day. ``what`` is ``kind:mark``: a window's key, or a salted digest of an address."""

    day = models.DateField()
    what = models.CharField(max_length=120)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "what"], name="navigator_one_tally_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.what} {self.count}"
