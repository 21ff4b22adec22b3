"""For firms and for those who want to serve the public: subsidies with dated rules, recruitment examinations."""

from django.db import models
from django.db.models import F, Q

from banso.directory.models.organisations import Municipality, Organisation
from banso.directory.models.sourced import Sourced


class Subsidy(Sourced):
    """A subsidy for firms. Whether it is paid is decided by ``decided_by``, never here."""

    key = models.CharField("id", max_length=80, primary_key=True)
    name = models.CharField("名称", max_length=160)
    aliases = models.JSONField("別名", default=list, blank=True)
    description = models.TextField("説明", default="", blank=True)
    measures = models.JSONField("取組", default=list, blank=True)
    decided_by = models.CharField("決める所", max_length=160)
    window = models.CharField("相談する窓口のid", max_length=80, default="", blank=True)
    order = models.PositiveIntegerField("並び", default=0)

    class Meta:
        ordering = ("order", "key")

    def __str__(self) -> str:
        return self.name


class SubsidyVersion(Sourced):
    """The rules of a subsidy over a span of dates. ``date_fact`` names the fact whose date decides which version holds
    (the day of hiring, of referral, of conversion). ``conditions`` as in :class:`Service`; ``amounts`` a list of
    ``{"for": text, "yen": whole yen or null, "note": text}``.
    """

    subsidy = models.ForeignKey(Subsidy, on_delete=models.CASCADE, related_name="versions")
    valid_from = models.DateField("始まり", null=True, blank=True)
    valid_to = models.DateField("終わり", null=True, blank=True)
    date_fact = models.CharField("どの日で決まるか", max_length=40)
    conditions = models.JSONField("条件", default=list, blank=True)
    amounts = models.JSONField("額", default=list, blank=True)

    class Meta:
        ordering = ("subsidy", "valid_from", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="directory_a_subsidy_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subsidy_id} {self.valid_from}–{self.valid_to}"


class Exam(Sourced):
    """A recruitment examination of the prefecture or a municipality, with its year and deadline; what is not known
    stays empty."""

    key = models.CharField("id", max_length=80, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="exams")
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("名称", max_length=160)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    for_whom = models.CharField("対象", max_length=300, default="", blank=True)
    born_from = models.DateField("この日以後に生まれた方", null=True, blank=True)
    born_to = models.DateField("この日以前に生まれた方", null=True, blank=True)
    opens_on = models.DateField("申し込みの始まり", null=True, blank=True)
    deadline = models.DateField("申し込みの締め切り", null=True, blank=True)
    exam_on = models.DateField("試験の日", null=True, blank=True)
    places = models.CharField("募集する人数", max_length=60, default="", blank=True)
    url = models.URLField("案内", max_length=300, default="", blank=True)

    class Meta:
        ordering = ("deadline", "key")

    def __str__(self) -> str:
        return f"{self.name}（{self.fiscal_year}年度）"
