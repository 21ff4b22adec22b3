"""Periods that are closed: nobody hands in or approves for them until they are opened again, with a reason."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from banso.lib.fiscal import Period


class PeriodLockQuerySet(models.QuerySet["PeriodLock"]):
    """Locks, by what they hold."""

    def standing(self) -> Self:
        return self.filter(reopened_at__isnull=True)

    def over(self, plan: str, period: Period, organisation: str | None) -> Self:
        """The locks in whose span the whole ``period`` lies: of ``organisation``, or whoever's for ``None``."""
        locks = self.filter(
            plan=plan,
            fiscal_year=period.year,
            first_month__lte=period.first,
            last_month__gte=period.last,
        )
        if organisation is None:
            return locks
        return locks.filter(Q(organisation="") | Q(organisation=organisation))


class PeriodLock(models.Model):
    """One closing of a period, for one organisation or (``organisation`` empty) for all. Never deleted."""

    plan = models.CharField("計画", max_length=80)
    organisation = models.CharField("組織", max_length=80, default="", blank=True)
    fiscal_year = models.IntegerField("年度")
    first_month = models.IntegerField("期首月（4月が1）")
    last_month = models.IntegerField("期末月（4月が1）")
    locked_at = models.DateTimeField("締めた時")
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("締めた理由")
    reopened_at = models.DateTimeField("開け直した時", null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reopen_reason = models.TextField("開け直した理由", default="", blank=True)

    objects = PeriodLockQuerySet.as_manager()

    class Meta:
        ordering = ("-locked_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation", "fiscal_year", "first_month", "last_month"],
                condition=Q(reopened_at__isnull=True),
                name="returns_a_period_is_locked_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.period.key} {self.organisation}"

    @property
    def period(self) -> Period:
        return Period(self.fiscal_year, self.first_month, self.last_month)
