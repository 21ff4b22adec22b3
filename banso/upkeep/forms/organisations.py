"""The form of an organisation."""

from typing import Any

from django import forms

from banso.access.roles import Role
from banso.directory.codes import Noun
from banso.lib.likeness import fold
from banso.upkeep.forms.base import EntryForm
from banso.upkeep.forms.fields import LinesField, PlaceField
from banso.upkeep.queries import why_it_stays


class OrganisationForm(EntryForm):
    """An organisation that runs windows. How to reach it is said at its windows; an empty field stays 未確認."""

    noun = Noun.ORGANISATION
    sections = (
        ("名前と説明", ("name", "short_name", "kana", "aliases", "description")),
        ("ある所と案内", ("municipality", "url", "note")),
        ("機関がなくなるとき", ("closed_on",)),
    )

    name = forms.CharField(label="名称", max_length=120, help_text="正式な名前を書きます。")
    short_name = forms.CharField(
        label="略称", max_length=60, required=False, help_text="空のときは、名称と同じになります。"
    )
    kana = forms.CharField(label="かな", max_length=120, required=False)
    aliases = LinesField(label="別名", required=False, help_text="一行に一つずつ書きます。")
    description = forms.CharField(
        label="説明", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="どんな機関かを、一、二文で書きます。",
    )  # fmt: skip
    municipality = PlaceField(label="ある市区町村", required=False)
    url = forms.CharField(label="ウェブサイト", max_length=300, required=False)
    note = forms.CharField(label="補足", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    closed_on = forms.DateField(
        label="閉じた日", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="窓口がすべて閉じているか、後を継ぐ窓口が決まっていて、受け持つ申し込みのない機関だけ閉じられます。",
    )  # fmt: skip

    def prepare(self) -> None:
        if not self.record or self.member.role is not Role.SECRETARIAT:
            del self.fields["closed_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and (problem := why_it_stays(self.record, self.record | self.values())):
            self.add_error("closed_on", problem)
        return cleaned

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        own = self.record.get("key")
        if any(fold(b.name) == fold(name) and b.key != own for b in self.catalogue.bodies.values()):
            raise forms.ValidationError("同じ名前の機関が、もうあります。")
        return name

    def values(self) -> dict[str, Any]:
        values = super().values()
        made = {} if self.record else {"kind": "single", "is_current": False}
        return values | made | {"short_name": values.get("short_name") or values.get("name", "")[:60]}
