"""Returns: what a body reports for a period, version by version, each with the file as it came."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from banso.lib.fiscal import Period
from banso.returns.states import WAITING, State, Via


class Return(models.Model):
    """What one organisation reports for one period of one plan. The numbers stand in its versions."""

    plan = models.CharField("計画", max_length=80)
    organisation = models.CharField("組織", max_length=80)
    fiscal_year = models.IntegerField("年度")
    first_month = models.IntegerField("期首月（4月が1）")
    last_month = models.IntegerField("期末月（4月が1）")

    class Meta:
        ordering = ("plan", "fiscal_year", "first_month", "organisation")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation", "fiscal_year", "first_month", "last_month"],
                name="returns_one_per_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.period.key}"

    @classmethod
    def of(cls, plan: str, organisation: str, period: Period) -> Self:
        """The return, locked: what is written for it is written one after another."""
        subject, _created = cls.objects.get_or_create(
            plan=plan,
            organisation=organisation,
            fiscal_year=period.year,
            first_month=period.first,
            last_month=period.last,
        )
        return cls.objects.select_for_update().get(pk=subject.pk)

    @property
    def period(self) -> Period:
        return Period(self.fiscal_year, self.first_month, self.last_month)


class VersionQuerySet(models.QuerySet["Version"]):
    """Versions, by where they stand."""

    def waiting(self) -> Self:
        return self.filter(state__in=WAITING)

    def approved(self) -> Self:
        return self.filter(state=State.APPROVED)


class Version(models.Model):
    """One version of a return, with the file as it came."""

    subject = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField("版")
    state = models.CharField("状態", max_length=20, choices=State.choices(), default=State.DRAFT)
    via = models.CharField("受け取り方", max_length=20, choices=Via.choices())
    edition = models.ForeignKey("plan.Edition", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("作成した時")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField("提出した時", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField("機関が確認した時", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmation = models.TextField("確認の受け方", default="", blank=True)
    decided_at = models.DateTimeField("承認・差戻しした時", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    replaced_by = models.IntegerField("替わった版", null=True, blank=True)
    question = models.TextField("事務局からの問合せ", default="", blank=True)
    remarks = models.TextField("機関の意見・備考", default="", blank=True)
    file_name = models.CharField("ファイル名", max_length=200)
    file = models.BinaryField("受け取ったままのファイル")
    file_digest = models.CharField("ファイルの指紋（SHA-256）", max_length=64)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("subject", "number")
        constraints = [
            models.UniqueConstraint(fields=["subject", "number"], name="returns_versions_are_numbered"),
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(state__in=WAITING),
                name="returns_one_version_waits_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} 第{self.number}版 {State.of(self.state).label}"

    @property
    def state_label(self) -> str:
        """作成中, or for a draft that a newer file replaced which version that was."""
        if self.state == State.WITHDRAWN and self.replaced_by:
            return f"第{self.replaced_by}版に替わったため取下げ"
        return State.of(self.state).label

    @property
    def source(self) -> str:
        """How the ledger names this version."""
        return f"return-version:{self.pk}"


class Rejected(models.Model):
    """A file that could not be taken, kept as it came, with the reasons."""

    plan = models.CharField("計画", max_length=80)
    organisation = models.CharField("組織", max_length=80, default="", blank=True)
    received_at = models.DateTimeField("受け取った時")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField("ファイル名", max_length=200)
    file = models.BinaryField("受け取ったままのファイル")
    file_digest = models.CharField("ファイルの指紋（SHA-256）", max_length=64)
    problems = models.JSONField("理由")
    # For when it was, where that was asked for or could be read: the key of a period.
    period = models.CharField("期間", max_length=40, default="", blank=True)

    class Meta:
        ordering = ("-received_at",)

    def __str__(self) -> str:
        return f"{self.file_name} {self.received_at:%Y-%m-%d %H:%M}"
