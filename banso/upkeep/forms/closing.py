"""Closing a window: from when, and who goes on."""

from typing import Any

from django import forms

from banso.directory.catalogue import Catalogue, WindowCard
from banso.directory.codes import EntryStatus
from banso.lib import clock


class ClosingForm(forms.Form):
    """A date, a successor and the reason. Without a successor, waiting requests go to the secretariat."""

    on = forms.DateField(label="閉じる日", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    successor = forms.ChoiceField(label="後を継ぐ窓口", required=False)
    reason = forms.CharField(label="理由", max_length=300)

    def __init__(self, data: Any, *, window: WindowCard, catalogue: Catalogue) -> None:
        start = {"on": window.closes_on or clock.today(), "successor": window.successor or ""}
        super().__init__(data, initial=start, label_suffix="")
        near = [w for w in catalogue.windows.values() if _may_follow(w, window)]
        near.sort(key=lambda w: (not set(w.operators) & set(window.operators), w.kind != window.kind, w.name))
        choices = [
            ("", "決めない（待っている申し込みは事務局が引き受けます）"),
            *((w.key, w.name) for w in near),
        ]
        self.fields["successor"] = forms.ChoiceField(label="後を継ぐ窓口", required=False, choices=choices)


def _may_follow(other: WindowCard, window: WindowCard) -> bool:
    """A window of the same operators, kind or municipality."""
    if other.key == window.key or other.status is EntryStatus.DEFUNCT:
        return False
    same_place = window.municipality is not None and other.municipality == window.municipality
    return bool(set(other.operators) & set(window.operators)) or other.kind == window.kind or same_place
