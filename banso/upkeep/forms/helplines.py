"""The form of a line of immediate help."""

from typing import Any

from django import forms

from banso.directory.codes import Noun
from banso.directory.rules.entries import phone_number
from banso.upkeep.forms.base import EntryForm


class HelplineForm(EntryForm):
    """A number that stands on every public page: only with a source."""

    noun = Noun.HELPLINE
    sections = (
        ("電話", ("name", "number", "when", "hours_text", "fee", "url", "is_emergency", "order", "note")),
    )

    name = forms.CharField(label="名称", max_length=120)
    number = forms.CharField(label="電話番号", max_length=20)
    when = forms.CharField(label="どんなとき", max_length=120)
    hours_text = forms.CharField(label="時間", max_length=200, required=False)
    fee = forms.CharField(label="通話料", max_length=80, required=False)
    url = forms.CharField(label="ウェブサイト", max_length=300, required=False)
    is_emergency = forms.BooleanField(label="警察・救急など、命にかかわるときの番号", required=False)
    order = forms.IntegerField(label="並び（小さいほど上）", min_value=0, max_value=999, initial=100)
    note = forms.CharField(label="補足", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def values(self) -> dict[str, Any]:
        values = super().values()
        return values | {"number": phone_number(values.get("number", "")) or values.get("number", "")}
