"""What a version says, line by line, each with the cell that it was read from."""

from django.db import models

from banso.ledger.kinds import Component, MeasureState, Status
from banso.returns.models.returns import Version


class IndicatorLine(models.Model):
    """One number of a version: an indicator, a reporting unit, a component; with the cell it was read from.

    For a coverage indicator ``member`` is the code of the municipality and ``amount`` 1 or 0.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="indicator_lines")
    indicator = models.CharField(max_length=80)
    unit = models.CharField(max_length=80, default="", blank=True)
    member = models.CharField(max_length=80, default="", blank=True)
    component = models.CharField(max_length=20, choices=Component.choices(), default=Component.VALUE)
    amount = models.BigIntegerField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices())
    note = models.TextField(default="", blank=True)
    cell = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "indicator", "unit", "member", "component"],
                name="returns_a_number_stands_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.unit} {self.component} {self.amount}"


class MeasureLine(models.Model):
    """The state of one measure in a version: what was done, what comes next, and its counts."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="measure_lines")
    measure = models.CharField(max_length=80)
    state = models.CharField("実施状況", max_length=20, choices=MeasureState.choices())
    done = models.TextField("実施した内容", default="", blank=True)
    next_step = models.TextField("次に行うこと", default="", blank=True)
    counts = models.JSONField("件数", default=dict)
    cell = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "measure"], name="returns_a_measure_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.state}"
