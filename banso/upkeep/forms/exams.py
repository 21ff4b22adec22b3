"""The form of a recruitment examination."""

from typing import Any

from django import forms

from banso.directory.codes import Noun
from banso.lib import clock
from banso.lib.fiscal import FiscalMonth
from banso.upkeep.forms.base import EntryForm
from banso.upkeep.forms.fields import PlaceField


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class ExamForm(EntryForm):
    """An examination with its year and its deadline. An empty field stays 未確認."""

    noun = Noun.EXAM
    sections = (
        (
            "試験",
            ("owner", "name", "fiscal_year", "municipality", "for_whom", "born_from", "born_to", "places"),
        ),
        ("日にち", ("opens_on", "deadline", "exam_on")),
        ("案内", ("url", "note")),
    )

    name = forms.CharField(label="名称", max_length=160)
    fiscal_year = forms.IntegerField(label="年度（西暦）", min_value=2000, max_value=2100)
    municipality = PlaceField(label="市区町村", required=False, help_text="市区町村の試験のときに書きます。")
    for_whom = forms.CharField(label="対象", max_length=300, required=False)
    born_from = _day("この日以後に生まれた方")
    born_to = _day("この日以前に生まれた方")
    places = forms.CharField(label="募集する人数", max_length=60, required=False)
    opens_on = _day("申し込みの始まり")
    deadline = _day("申し込みの締め切り")
    exam_on = _day("試験の日")
    url = forms.CharField(label="案内のアドレス", max_length=300, required=False)
    note = forms.CharField(label="補足", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        self.offer_owner("試験を行う機関")
        if not self.record:
            self.initial["fiscal_year"] = FiscalMonth.of(clock.today()).year

    def values(self) -> dict[str, Any]:
        values = super().values()
        owner = values.pop("owner", None)
        return values | ({"organisation": owner} if owner else {})
