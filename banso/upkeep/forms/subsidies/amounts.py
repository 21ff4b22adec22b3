"""What is paid in each case: some rows, of which the last ones are empty."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

_MOST = 20
_SPARE = 2


class Amount(forms.Form):
    """One case. An amount that no source settles stays empty: 未確認."""

    label = forms.CharField(label="どんなとき", max_length=120, required=False)
    yen = forms.IntegerField(label="額（円）", min_value=0, max_value=10**9, required=False)
    note = forms.CharField(label="額の補足", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("label") and (cleaned.get("yen") is not None or cleaned.get("note")):
            self.add_error("label", "どんなときの額かを書いてください。")
        return cleaned

    def amount(self) -> dict[str, Any]:
        """As the database keeps it: what is not known is not there."""
        told = {name: self.cleaned_data[name] for name in ("label", "yen", "note")}
        return {name: value for name, value in told.items() if value not in (None, "")}


class Amounts:
    """The amounts that stand, and room for more."""

    def __init__(self, data: Any, *, standing: Sequence[dict[str, Any]]) -> None:
        sent = "" if data is None else str(data.get("amounts", ""))
        count = int(sent) if sent.isascii() and sent.isdigit() else len(standing) + _SPARE
        start = [dict(each) for each in standing] + [{}] * _MOST
        self.rows = [
            Amount(data, prefix=f"a{number}", initial=start[number], label_suffix="")
            for number in range(min(count, _MOST))
        ]

    @property
    def count(self) -> int:
        return len(self.rows)

    def without_complaint(self) -> None:
        for row in self.rows:
            row._errors = ErrorDict()  # type: ignore[attr-defined]

    def are_valid(self) -> bool:
        return not [row for row in self.rows if not row.is_valid()]

    def amounts(self) -> list[dict[str, Any]]:
        return [row.amount() for row in self.rows if row.cleaned_data.get("label")]

    def __iter__(self) -> Iterator[Amount]:
        return iter(self.rows)
