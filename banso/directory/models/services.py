"""Services: what a window gives, for whom (``service`` and ``service_at_location`` of HSDS)."""

from typing import Self

from django.db import models

from banso.directory.codes import EntryStatus, Part
from banso.directory.models.organisations import Organisation
from banso.directory.models.sourced import Sourced
from banso.directory.models.windows import Window


class ServiceQuerySet(models.QuerySet["Service"]):
    """Services, by what is asked of them."""

    def public(self) -> Self:
        """What the public may read of: also what has ended."""
        return self.exclude(status=EntryStatus.INACTIVE)

    def current(self) -> Self:
        """What somebody can still be sent to."""
        return self.filter(status__in=[EntryStatus.ACTIVE, EntryStatus.TEMPORARILY_CLOSED])


class Service(Sourced):
    """What can be had at one or several windows. It belongs to a measure of the plan, or to a section.

    ``conditions`` is a list of ``banso.directory.format.Condition`` as JSON; all must hold. ``offers`` are codes of
    wishes that it answers, ``askers`` codes of :class:`Asker`, ``next_best`` keys of services to name instead, the
    best first.
    """

    key = models.CharField("id", max_length=80, primary_key=True)
    name = models.CharField("名称", max_length=160)
    kana = models.CharField("かな", max_length=200, default="", blank=True)
    aliases = models.JSONField("別名", default=list, blank=True)
    description = models.TextField("説明", default="", blank=True)
    status = models.CharField(
        "状態", max_length=20, choices=EntryStatus.choices(), default=EntryStatus.ACTIVE
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    measures = models.JSONField("取組", default=list, blank=True)
    section = models.CharField("計画の節", max_length=80, default="", blank=True)
    askers = models.JSONField("相談できる人", default=list, blank=True)
    offers = models.JSONField("応える望み", default=list, blank=True)
    conditions = models.JSONField("条件", default=list, blank=True)
    next_best = models.JSONField("合わないときの次", default=list, blank=True)
    # Outside these days nobody knows whether it is still, or already, there.
    effective_from = models.DateField("始まる日", null=True, blank=True)
    effective_to = models.DateField("終わる日", null=True, blank=True)
    order = models.PositiveIntegerField("並び", default=0)
    say = models.CharField("窓口での一言", max_length=200, default="", blank=True)
    application_process = models.TextField("利用の方法", default="", blank=True)
    fees = models.CharField("費用", max_length=200, default="", blank=True)
    url = models.URLField("ウェブサイト", max_length=300, default="", blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ("order", "key")

    def __str__(self) -> str:
        return self.name


class ServiceAtWindow(models.Model):
    """A service at a window, and what the window does for it."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="at_windows")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="at_services")
    part = models.CharField("役割", max_length=10, choices=Part.choices(), default=Part.BOTH)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["service", "window"], name="directory_a_service_stands_once_at_a_window"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_id} @ {self.window_id}"
