"""Organisations and municipalities, as the plan and the office name them."""

from typing import Self

from django.db import models

from banso.directory.models.sourced import Sourced


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Municipalities, by what is asked of them."""

    def whole(self) -> Self:
        """Cities, towns and villages, not the wards inside a designated city."""
        return self.filter(part_of__isnull=True)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, by what is asked of them."""

    def current(self) -> Self:
        return self.filter(is_current=True)


class Municipality(models.Model):
    """A city, town or village, or a ward of a designated city."""

    code = models.CharField("全国地方公共団体コード", max_length=6, primary_key=True)
    name = models.CharField("名称", max_length=80)
    kana = models.CharField("かな", max_length=80)
    kind = models.CharField("種類", max_length=10)
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="wards")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Organisation(Sourced):
    """An organisation that carries measures (an owner named by the plan, a member of a class of owners), or that runs
    a window. Only the plan's own are ``is_current``. One that is no more keeps its name, and has a ``closed_on``.
    """

    key = models.CharField("id", max_length=80, primary_key=True)
    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("略称", max_length=60)
    kind = models.CharField("種類", max_length=10)
    member_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kana = models.CharField("かな", max_length=120, default="", blank=True)
    aliases = models.JSONField("別名", default=list, blank=True)
    description = models.TextField("説明", default="", blank=True)
    url = models.URLField("ウェブサイト", max_length=300, default="", blank=True)
    closed_on = models.DateField("閉じた日", null=True, blank=True)
    is_current = models.BooleanField("今の計画にあるか", default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name
