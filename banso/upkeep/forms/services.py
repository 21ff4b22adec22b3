"""The form of a service."""

from typing import Any

from django import forms

from banso.access.roles import Role
from banso.directory.codes import Asker, EntryStatus, Noun, Part
from banso.directory.format import Fact
from banso.directory.format.facts import VALUES
from banso.plan.format import PlanDocument, Section
from banso.plan.queries import current
from banso.upkeep.forms.base import EntryForm, sorted_like
from banso.upkeep.forms.fields import LinesField, WindowsField

_PART = "at-"
_MEASURE, _SECTION = "m:", "s:"


class ServiceForm(EntryForm):
    """A service. Its conditions come from the plan and its folder and are not edited here."""

    noun = Noun.SERVICE
    sections = (
        ("名前と説明", ("owner", "name", "kana", "aliases", "description", "status")),
        ("計画での位置と、応える望み", ("belongs", "offers")),
        ("使い方", ("askers", "application_process", "fees", "url", "effective_from", "effective_to")),
        ("受けられる窓口", ()),
        ("補足", ("note",)),
    )

    name = forms.CharField(label="名称", max_length=160)
    kana = forms.CharField(label="かな", max_length=200, required=False)
    aliases = LinesField(label="別名", required=False, help_text="一行に一つずつ書きます。")
    description = forms.CharField(label="説明", widget=forms.Textarea(attrs={"rows": 3}))
    status = forms.ChoiceField(
        label="状態", choices=EntryStatus.choices(),
        help_text="受けられる窓口のないサービスは、窓口を選ぶまで「準備中」になり、公開されません。",
    )  # fmt: skip
    belongs = forms.ChoiceField(label="計画の取組（取組にないときは節）")
    offers = forms.MultipleChoiceField(
        label="応える望み", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="窓口さがしで、この望みを選んだ方に案内します。",
    )  # fmt: skip
    askers = forms.MultipleChoiceField(
        label="相談できる方", choices=Asker.choices(), required=False, widget=forms.CheckboxSelectMultiple
    )
    application_process = forms.CharField(
        label="使い方", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="申し込みや予約のしかたを書きます。",
    )  # fmt: skip
    fees = forms.CharField(
        label="費用", max_length=200, required=False, help_text="かからないときは「無料」と書きます。"
    )
    url = forms.CharField(label="ウェブサイト", max_length=300, required=False)
    effective_from = forms.DateField(
        label="始まる日", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    effective_to = forms.DateField(
        label="終わる日", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    more_windows = WindowsField(
        label="ほかの窓口を加える", required=False,
        help_text="窓口の名前を一行に一つずつ。受付と実施の両方をする窓口として加わります。",
    )  # fmt: skip
    note = forms.CharField(label="補足", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        self.offer_owner("行う機関")
        self._offer_belonging()
        # Others give their service at their own windows; whom else it may send to is the secretariat's to say.
        if self.member.role is not Role.SECRETARIAT:
            del self.fields["more_windows"]
        at = self.record.get("at", {})
        owner = self.record.get("organisation") or self.member.organisation
        windows = self.catalogue.windows
        near = [key for key, window in windows.items() if key in at or owner in window.operators]
        for key in near:
            self.fields[_PART + key] = forms.ChoiceField(
                label=windows[key].name,
                choices=[("", "行わない"), *Part.choices()],
                required=False,
                initial=at.get(key, ""),
            )

    def _offer_belonging(self) -> None:
        """Where the service stands in the plan: its first measure, or its section; and the wishes it may answer."""
        document = current().document
        measures = [(_MEASURE + m.id, m.title) for m in document.measures]
        sections = [(_SECTION + s.id, _section_name(document, s)) for s in document.sections]
        choices = [("", "選んでください"), ("取組", measures), ("計画の節", sections)]
        own = self.record.get("measures") or []
        section = self.record.get("section")
        first = _MEASURE + own[0] if own else _SECTION + section if section else ""
        self.fields["belongs"] = forms.ChoiceField(
            label=self.fields["belongs"].label, choices=choices, initial=first
        )
        self.fields["offers"].choices = list(VALUES[Fact.WISHES].items())  # type: ignore[attr-defined]

    def _belonging(self, chosen: str) -> dict[str, Any]:
        """The choice as the record has it. Further measures of the service stay."""
        own, section = list(self.record.get("measures", [])), self.record.get("section", "")
        if chosen.startswith(_SECTION):
            return {"measures": [], "section": chosen.removeprefix(_SECTION)}
        measure = chosen.removeprefix(_MEASURE)
        return {"measures": [measure, *(other for other in own if other != measure)], "section": section}

    @property
    def shown_sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        at = [self[name] for name in self.fields if name.startswith(_PART) or name == "more_windows"]
        return [
            (title, at if title == "受けられる窓口" else fields) for title, fields in super().shown_sections
        ]

    def values(self) -> dict[str, Any]:
        values = super().values()
        owner = values.pop("owner", None)
        chosen = {
            name.removeprefix(_PART): values.pop(name) for name in list(values) if name.startswith(_PART)
        }
        kept = {key: part for key, part in self.record.get("at", {}).items() if key not in chosen}
        kept |= dict.fromkeys(values.pop("more_windows", ()), Part.BOTH.value)
        values["at"] = kept | {key: part for key, part in chosen.items() if part}
        values |= self._belonging(values.pop("belongs", ""))
        values["offers"] = sorted_like(values.get("offers", []), list(VALUES[Fact.WISHES]))
        had = self.record.get("at") or self.record.get("status") in (None, EntryStatus.INACTIVE)
        if not values["at"] and had and values.get("status") != EntryStatus.DEFUNCT:
            # Nobody can be sent to what no window gives.
            values["status"] = EntryStatus.INACTIVE.value
        if "askers" in values:
            values["askers"] = sorted_like(values["askers"], [asker.value for asker in Asker])
        return values | ({"organisation": owner} if owner else {})


def _section_name(document: PlanDocument, section: Section) -> str:
    """A section by its title; where others bear the same, after the name of the section that holds it."""
    alike = [other for other in document.sections if other.title == section.title]
    if len(alike) == 1 or section.parent is None:
        return section.title
    return f"{_section_name(document, document.section(section.parent))} ＞ {section.title}"
