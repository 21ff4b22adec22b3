"""Windows: where a person, a family or a firm can turn to (``location`` of HSDS)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from banso.directory.codes import EntryStatus
from banso.directory.models.organisations import Municipality, Organisation
from banso.directory.models.sourced import Sourced
from banso.lib import clock


class WindowQuerySet(models.QuerySet["Window"]):
    """Windows, by what is asked of them."""

    def public(self) -> Self:
        """What the public sees: everything but what is being prepared."""
        return self.exclude(status=EntryStatus.INACTIVE)

    def open_for_people(self) -> Self:
        """Windows to which somebody can still be sent."""
        there = self.filter(status__in=[EntryStatus.ACTIVE, EntryStatus.TEMPORARILY_CLOSED])
        return there.exclude(closes_on__lte=clock.today())

    def due_to_close(self, today: date) -> Self:
        """Their day has come, and nobody has written it down."""
        return self.exclude(status=EntryStatus.DEFUNCT).filter(closes_on__lte=today)

    def run_by(self, organisation: str) -> Self:
        return self.filter(operators__key=organisation)


class Window(Sourced):
    """A place, a telephone, a screen or somebody who comes. Empty text, ``None`` and an empty list mean 未確認.

    ``channels`` are codes of :class:`Channel`. ``catchment`` lists the six-digit codes of the municipalities whose
    residents it serves, apart from where it stands; with ``catchment_known`` false it may serve others too (未確認).
    ``hours`` is what ``banso.lib.hours`` writes; ``hours_text`` the words of the source.
    """

    key = models.CharField("id", max_length=80, primary_key=True)
    name = models.CharField("名称", max_length=160)
    kana = models.CharField("かな", max_length=200, default="", blank=True)
    aliases = models.JSONField("別名", default=list, blank=True)
    kind = models.CharField("種類", max_length=60)
    description = models.TextField("説明", default="", blank=True)
    status = models.CharField(
        "状態", max_length=20, choices=EntryStatus.choices(), default=EntryStatus.ACTIVE
    )
    operators = models.ManyToManyField(
        Organisation, verbose_name="運営する組織", related_name="windows", blank=True
    )
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="inner")
    one_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="instances"
    )
    located_in = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="hosted"
    )
    channels = models.JSONField("相談の方法", default=list, blank=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="windows"
    )
    postal_code = models.CharField("郵便番号", max_length=8, default="", blank=True)
    address = models.CharField("所在地", max_length=200, default="", blank=True)
    building = models.CharField("建物名など", max_length=120, default="", blank=True)
    # The address of some places must not be known to whoever looks for somebody.
    address_hidden = models.BooleanField("所在地を公開しない", default=False)
    latitude = models.FloatField("緯度", null=True, blank=True)
    longitude = models.FloatField("経度", null=True, blank=True)
    url = models.URLField("ウェブサイト", max_length=300, default="", blank=True)
    email = models.EmailField("メールアドレス", default="", blank=True)
    hours = models.JSONField("受付時間", null=True, blank=True)
    hours_text = models.CharField("受付時間（言葉）", max_length=300, default="", blank=True)
    catchment = models.JSONField("対象の地域", default=list, blank=True)
    catchment_known = models.BooleanField("対象の地域がわかっているか", default=False)
    catchment_note = models.CharField("対象の地域の注記", max_length=300, default="", blank=True)
    access_note = models.CharField("行き方・設備", max_length=300, default="", blank=True)
    takes_requests = models.BooleanField("相談の申し込みを受けるか", default=False)
    # What its own office promises; none where it set nothing.
    answer_days = models.PositiveSmallIntegerField("返事までの日数（開庁日）", null=True, blank=True)
    requests_are_sample = models.BooleanField("申し込みの設定が見本", default=False)
    # Told by whoever keeps the desks (see operations/requests): not a word of anybody about the window.
    has_desk = models.BooleanField("申し込みを読む係がいるか", default=False)
    closes_on = models.DateField("閉じる日", null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    objects = WindowQuerySet.as_manager()

    class Meta:
        ordering = ("key",)
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="directory_a_window_has_both_coordinates_or_none",
            ),
            models.CheckConstraint(
                condition=~Q(status=EntryStatus.DEFUNCT) | Q(takes_requests=False),
                name="directory_a_closed_window_takes_no_requests",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Phone(models.Model):
    """A number of a window: half-width digits with hyphens, the extension apart (``phone`` of HSDS)."""

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField("電話番号", max_length=20)
    extension = models.CharField("内線", max_length=10, default="", blank=True)
    kind = models.CharField("種類", max_length=10, default="voice")
    note = models.CharField("注記", max_length=160, default="", blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["window", "number", "extension"], name="directory_a_number_stands_once"
            )
        ]

    def __str__(self) -> str:
        return self.number
