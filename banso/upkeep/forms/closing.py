"""Closing a window: from when, and who goes on."""

from typing import Any

from django import forms

from banso.directory.catalogue import Catalogue, WindowCard
from banso.directory.codes import EntryStatus
from banso.lib import clock


class ClosingForm(forms.Form):
    """A date, a successor and the reason. Without a successor, waiting requests stay with who holds them."""

    on = forms.DateField(label="閉じる日", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    successor = forms.ChoiceField(label="後を継ぐ窓口", required=False)
    reason = forms.CharField(label="理由", max_length=300)

    def __init__(self, data: Any, *, window: WindowCard, catalogue: Catalogue) -> None:
        start = {"on": window.closes_on or clock.today(), "successor": window.successor or ""}
        super().__init__(data, initial=start, label_suffix="")
        others = sorted((w for w in catalogue.windows.values() if _is_there(w, window)), key=lambda w: w.name)
        near = {w.key: w.name for w in others if _is_near(w, window)}
        choices = [
            ("", "決めない（待っている申し込みは、いまの機関が受け持ち続けます）"),
            ("同じ機関・同じ種類・同じ市区町村の窓口", list(near.items())),
            ("ほかの窓口", [(w.key, w.name) for w in others if w.key not in near]),
        ]
        self.fields["successor"] = forms.ChoiceField(label="後を継ぐ窓口", required=False, choices=choices)


def _is_there(other: WindowCard, window: WindowCard) -> bool:
    """A window that will be there: one that is itself going to close carries nobody on."""
    return other.key != window.key and other.status is not EntryStatus.DEFUNCT and other.closes_on is None


def _is_near(other: WindowCard, window: WindowCard) -> bool:
    """A window of the same operators, kind or municipality."""
    same_place = window.municipality is not None and other.municipality == window.municipality
    return bool(set(other.operators) & set(window.operators)) or other.kind == window.kind or same_place
