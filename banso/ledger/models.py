"""The ledger: one table of entries, appended and never changed."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from banso.ledger.kinds import Component, Kind, Status


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries, by what is asked of them."""

    def of_plan(self, plan: str) -> Self:
        return self.filter(plan=plan)

    def of_kind(self, kind: Kind) -> Self:
        return self.filter(kind=kind)

    def known_by(self, seq: int) -> Self:
        """What stood when ``seq`` was the last entry: nothing later, nothing replaced by then."""
        replaced = Entry.objects.filter(seq__lte=seq, replaces=models.OuterRef("pk"))
        return self.filter(seq__lte=seq).exclude(models.Exists(replaced))


class Entry(models.Model):
    """One thing that happened, and when we learned of it.

    ``amount`` is an integer in units of 10^-``decimals`` of the indicator, so that every database sums exactly.
    ``subject`` names what the entry is about within its kind (indicator, measure or paper id); ``member`` is the
    member of a coverage set. No free text and no name of a person ever stands here.
    """

    seq = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40, choices=Kind.choices())
    occurred_on = models.DateField("起きた日")
    recorded_at = models.DateTimeField("知った時")
    plan = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    organisation = models.CharField(max_length=80)
    unit = models.CharField(max_length=80, default="", blank=True)
    member = models.CharField(max_length=80, default="", blank=True)
    component = models.CharField(max_length=20, choices=Component.choices(), default=Component.VALUE)
    fiscal_year = models.IntegerField()
    first_month = models.IntegerField("期首月（4月が1）")
    last_month = models.IntegerField("期末月（4月が1）")
    amount = models.BigIntegerField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices(), default=Status.FINAL)
    state = models.CharField(max_length=20, default="", blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    source = models.CharField("出どころ（種類:番号）", max_length=120)
    cell = models.CharField("出どころのセル", max_length=80, default="", blank=True)
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("seq",)
        indexes = [
            models.Index(fields=["plan", "kind", "subject", "fiscal_year"], name="ledger_by_subject"),
            models.Index(fields=["source"], name="ledger_by_source"),
            models.Index(fields=["recorded_at"], name="ledger_by_recorded_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__gte=1, last_month__lte=12, first_month__lte=F("last_month")),
                name="ledger_period_runs_forward",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.INDICATOR_VALUE)
                | Q(status__in=[Status.FINAL, Status.APPROXIMATE], amount__isnull=False)
                | (~Q(status__in=[Status.FINAL, Status.APPROXIMATE]) & Q(amount__isnull=True)),
                name="ledger_only_known_values_have_numbers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.subject} {self.organisation} {self.occurred_on}"
