"""The form of a service's conditions."""

from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict

from banso.directory.codes import Asker, Confidence, Noun
from banso.directory.format import Condition, Fact
from banso.directory.records import condition_json, service_card
from banso.lib import clock
from banso.navigator.trying import Trial, trials, why_impossible
from banso.upkeep.forms.base import EntryForm
from banso.upkeep.forms.conditions.kinds import PLACES, SITUATION, UNSETTLED, label
from banso.upkeep.forms.conditions.rows import Rows

# What a service can ask of whoever comes, the most usual first.
KINDS = (
    Fact.AGE.value, PLACES, SITUATION, Fact.WORK.value, Fact.GENDER.value, Fact.ASKER.value, Fact.WISHES.value,
    Fact.WANTS_TO_WORK.value, Fact.JOB_SEEKING.value, Fact.MONTHS_WITHOUT_WORK.value, Fact.WITHDRAWN.value,
    Fact.IN_FINANCIAL_HARDSHIP.value, Fact.IN_SCHOOL.value, Fact.EDUCATION.value, Fact.GRADUATED_YEAR.value, UNSETTLED,
)  # fmt: skip


class ConditionsForm(EntryForm):
    """The conditions of a service, a row each. All of them must hold for somebody whom it fits."""

    noun = Noun.SERVICE
    part = "使える条件"
    sections: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()
    kinds = KINDS
    tries = True
    # The days of a subsidy's conditions are those of its rules.
    dated = True

    add = forms.ChoiceField(label="何についての条件か", required=False)
    _APART = (*EntryForm._APART, "add")

    def prepare(self) -> None:
        self.fields["add"] = forms.ChoiceField(
            label="何についての条件か", required=False, choices=[(kind, label(kind)) for kind in self.kinds]
        )
        self.rows = Rows(
            self.data if self.is_bound else None, standing=self.standing(), catalogue=self.catalogue,
            firms=self.is_for_firms(), kinds=self.kinds, dated=self.dated,
        )  # fmt: skip

    def standing(self) -> list[Condition]:
        """The conditions as they are."""
        return [Condition.model_validate(each) for each in self.record["conditions"]]

    def is_for_firms(self) -> bool:
        askers: list[str] = self.record["askers"]
        return askers == [Asker.EMPLOYER.value]

    def take_row(self) -> None:
        """One row more, of the kind that was chosen; what was typed is not complained of yet."""
        self.rows.without_complaint()
        self._errors = ErrorDict()
        self.rows.add(str(self.data.get("add", "")))

    def clean(self) -> dict[str, Any]:
        cleaned = super(EntryForm, self).clean() or self.cleaned_data
        if not self.rows.are_valid():
            self.add_error(None, "直すところのある条件があります。下の条件の欄を見てください。")
        elif not self.errors:
            self.check()
        return cleaned

    def check(self) -> None:
        """Conditions that nobody could ever meet are refused."""
        after = service_card(self.record | self.values())
        if problem := why_impossible(after, self.catalogue, clock.today()):
            self.add_error(None, problem)

    def conditions(self) -> list[dict[str, Any]]:
        told = self.cleaned_data
        is_official = told["said_by"] == Confidence.OFFICIAL
        return [condition_json(c) for c in self.rows.conditions(told["source"], is_official)]

    def values(self) -> dict[str, Any]:
        return {"conditions": self.conditions()}

    def trials(self) -> list[Trial]:
        if not self.tries:
            return []
        before, after = service_card(self.record), service_card(self.record | self.values())
        return trials(self.catalogue, before, after, clock.today())
