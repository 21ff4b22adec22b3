"""The rules of a subsidy from a day on: a new version beside the old ones, or one of them put right."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms

from banso.directory.codes import Confidence, Noun, Origin
from banso.directory.doubt import first_day
from banso.directory.format import Condition, Fact
from banso.directory.records import Record, condition_json
from banso.directory.rules.entries import problems
from banso.navigator.trying import why_unmeetable
from banso.upkeep.forms.conditions import ConditionsForm
from banso.upkeep.forms.conditions.kinds import UNSETTLED
from banso.upkeep.forms.subsidies.amounts import Amounts

_DAYS = (Fact.HIRED_ON, Fact.REFERRED_ON, Fact.CONVERTED_ON)
_FACTS = [*Fact]
# What is asked of a firm's plan: every fact after those of a person.
KINDS = (*(fact.value for fact in _FACTS[_FACTS.index(Fact.HIRED_ON) :]), UNSETTLED)
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RulesForm(ConditionsForm):
    """One version of the rules: from which day to which, what it asks, what it pays, and whose word that is.

    ``number`` is the place of the version; without one a new version is made, which begins with what the latest says.
    """

    noun = Noun.SUBSIDY
    part = "決まり"
    kinds = KINDS
    tries = False
    dated = False
    number: ClassVar[int | None] = None
    sections = (
        ("いつの決まりか", ("date_fact", "valid_from", "valid_to")),
        ("この決まりの出典", ("source_date", "all_confirmed", "note")),
    )

    date_fact = forms.ChoiceField(
        label="どの日で決まるか", choices=[(fact.value, fact.label) for fact in _DAYS],
        help_text="この日が、下の期間に入る企業に使われる決まりです。",
    )  # fmt: skip
    valid_from = forms.DateField(
        label="この日から", required=False, widget=_DAY,
        help_text="新しい決まりを加えると、前の決まりは、この日の前の日までになります。",
    )  # fmt: skip
    valid_to = forms.DateField(label="この日まで", required=False, widget=_DAY)
    source_date = forms.CharField(
        label="いつの情報か", max_length=20, required=False, help_text="例: 2026-04-01、2026-04、2026"
    )
    all_confirmed = forms.BooleanField(
        label="すべての条件を、この出典で確かめた（条件の「要確認」が消えます）", required=False
    )
    note = forms.CharField(label="補足", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    _APART = (*ConditionsForm._APART, "all_confirmed")

    @property
    def is_new(self) -> bool:
        return self.number is None

    @property
    def is_there(self) -> bool:
        return self.number is None or self.number < len(self.record["versions"])

    @property
    def before(self) -> Record:
        """The version that is changed, or from which a new one begins; empty for the first of all."""
        versions: list[Record] = self.record["versions"] if self.is_there else []
        if not versions:
            return {}
        return versions[-1 if self.number is None else self.number]

    def standing(self) -> list[Condition]:
        return [Condition.model_validate(each) for each in self.before.get("conditions", [])]

    def is_for_firms(self) -> bool:
        return True

    def prepare(self) -> None:
        super().prepare()
        told = self.before
        for name in ("date_fact", "valid_from", "valid_to", "source_date", "note"):
            self.initial[name] = told.get(name, "")
        self.initial["date_fact"] = told.get("date_fact", _DAYS[0].value)
        if self.number is None:
            self.initial.update(valid_from=None, valid_to=None, source_date="")
        elif told:
            # Whose word the version is stays what it was, until somebody says otherwise.
            official = told["confidence"] == Confidence.OFFICIAL
            self.initial["said_by"] = (Confidence.OFFICIAL if official else Confidence.SECONDARY).value
            self.initial["source"] = told["source"]
        data = self.data if self.is_bound else None
        self.amounts = Amounts(data, standing=told.get("amounts", []))

    def take_row(self) -> None:
        super().take_row()
        self.amounts.without_complaint()

    def clean(self) -> dict[str, Any]:
        if not self.amounts.are_valid():
            self.add_error(None, "直すところのある額があります。下の額の欄を見てください。")
        return super().clean()

    def clean_source_date(self) -> str:
        text: str = self.cleaned_data["source_date"].strip()
        if text and first_day(text) is None:
            raise forms.ValidationError("2026-04-01、2026-04、2026 のどれかの形で書いてください。")
        return text

    def check(self) -> None:
        told, conditions = dict(self.cleaned_data), self._conditions()
        if told["said_by"] == Confidence.OFFICIAL and not told["source_date"]:
            self.add_error(
                "source_date", "決める機関の情報として載せるときは、いつの情報かを書いてください。"
            )
        if told["all_confirmed"] and told["said_by"] != Confidence.OFFICIAL:
            self.add_error("all_confirmed", "ほかの資料では「要確認」は消せません。")
        if self.number is None and not told["valid_from"]:
            self.add_error("valid_from", "新しい決まりが始まる日を書いてください。")
        if not conditions:
            self.add_error(None, "条件を一つ以上書いてください。")
        elif problem := why_unmeetable(conditions, self.catalogue):
            self.add_error(None, problem)
        if not self.errors:
            self.check_spans()

    def check_spans(self) -> None:
        """A new version may not begin on the day of another; for one that is changed the days must not overlap."""
        first = self.cleaned_data["valid_from"]
        if self.number is None and any(v["valid_from"] == first.isoformat() for v in self.record["versions"]):
            self.add_error(
                "valid_from", "この日から始まる決まりが、もうあります。その決まりを直してください。"
            )
            return
        for name, problem in problems(self.noun, self.record | self.values()).items():
            self.add_error(name if name in self.fields else None, problem)

    def _conditions(self) -> list[Condition]:
        told = self.cleaned_data
        is_official = told["said_by"] == Confidence.OFFICIAL
        found = self.rows.conditions(told["source"], is_official)
        if told["all_confirmed"]:
            return [condition.model_copy(update={"confirmed": True}) for condition in found]
        return found

    def values(self) -> dict[str, Any]:
        versions: list[Record] = [*self.record["versions"]]
        if self.number is None:
            return {"versions": _with_new(versions, self._version())}
        versions[self.number] = versions[self.number] | self._version()
        return {"versions": sorted(versions, key=lambda version: version["valid_from"] or "")}

    def _version(self) -> Record:
        told = self.cleaned_data
        new = self.number is None
        fresh: Record = {
            "origin": Origin.OWNER.value, "field_sources": {}, "assured_on": None, "assured_by": "", "is_sample": False,
        }  # fmt: skip
        return (fresh if new else {}) | {
            "valid_from": _text(told["valid_from"]),
            "valid_to": _text(told["valid_to"]),
            "date_fact": told["date_fact"],
            "conditions": [condition_json(condition) for condition in self._conditions()],
            "amounts": self.amounts.amounts(),
            "source": told["source"],
            "source_date": told["source_date"],
            "confidence": told["said_by"],
            "note": told["note"],
        }


def rules_form(number: int | None) -> type[RulesForm]:
    """The form of the version at the place ``number``, or of a new one."""
    return type("RulesForm", (RulesForm,), {"number": number})


def _with_new(versions: list[Record], new: Record) -> list[Record]:
    """The versions with a new one: the one that held on its first day ends the day before, and it ends before the next."""
    first: str = new["valid_from"]
    day_before = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    earlier = [v for v in versions if (v["valid_from"] or "") < first]
    later = [v for v in versions if (v["valid_from"] or "") > first]
    kept = [v | {"valid_to": day_before} if (v["valid_to"] or "9999") >= first else v for v in earlier]
    if later and new["valid_to"] is None:
        begins = date.fromisoformat(later[0]["valid_from"])
        new = new | {"valid_to": (begins - timedelta(days=1)).isoformat()}
    return [*kept, new, *later]


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
