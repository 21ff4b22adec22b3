"""What a firm says of a planned hiring or conversion, to see which subsidies may be had. Every field may stay empty."""

from collections.abc import Sequence
from typing import Any

from django import forms

from banso.directory.format import NO, VALUES, YES, Fact, FactKind
from banso.navigator.answers import Unreadable, day, number
from banso.navigator.results import Facts

_UNKNOWN = ("", "わからない")


class NumberField(forms.CharField):
    """A whole number as people write it."""

    def __init__(self, fact: Fact, **options: Any) -> None:
        self.fact = fact
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **options)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        try:
            return number(text, self.fact) if text else None
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None


class DayField(forms.CharField):
    """A date, chosen from a calendar or written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **options)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        try:
            return day(text) if text else None
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None


class FirmForm(forms.Form):
    """One field for each fact by which the subsidies are decided."""

    def __init__(self, facts: Sequence[Fact], data: Any = None) -> None:
        super().__init__(data, auto_id="f-%s")
        for fact in facts:
            self.fields[fact.value] = _field(fact)

    @property
    def facts(self) -> Facts:
        """What was answered and could be read."""
        told = getattr(self, "cleaned_data", {})
        return {Fact.of(name): value for name, value in told.items() if value not in (None, "")}


def _field(fact: Fact) -> forms.Field:
    said: dict[str, Any] = {"label": fact.label, "help_text": fact.description, "required": False}
    match fact.kind:
        case FactKind.NUMBER:
            return NumberField(fact, **said)
        case FactKind.DATE:
            return DayField(**said)
        case FactKind.CHOICE:
            return forms.ChoiceField(choices=[_UNKNOWN, *VALUES[fact].items()], **said)
    return forms.ChoiceField(choices=[_UNKNOWN, (YES, "はい"), (NO, "いいえ")], **said)
