"""What a visitor asks of the lists."""

from typing import Any

from django import forms

from banso.directory.catalogue import Catalogue, Place
from banso.directory.finder import Asked
from banso.directory.places import find_place


class SearchForm(forms.Form):
    """Words, a municipality typed or chosen, open now. A GET form: its address can be shared."""

    q = forms.CharField(
        label="言葉", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    place = forms.CharField(
        label="市区町村",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )
    open = forms.BooleanField(label="いま開いている窓口だけ", required=False)
    everywhere = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, catalogue: Catalogue) -> None:
        super().__init__(data, label_suffix="")
        self.catalogue = catalogue
        self.suggestions: tuple[Place, ...] = ()

    def clean_place(self) -> Place | None:
        text = self.cleaned_data["place"].strip()
        if not text:
            return None
        found = find_place(self.catalogue, text)
        if found.place is None:
            self.suggestions = found.suggestions
            raise forms.ValidationError(
                f"「{text}」という市区町村は、{self.catalogue.area_name}に見つかりません。"
            )
        return found.place

    @property
    def asked(self) -> Asked:
        """What can be searched for: a municipality that cannot be read is left out, and said so on the page."""
        self.is_valid()
        known = self.cleaned_data
        return Asked(
            words=known.get("q", ""),
            place=known.get("place") or None,
            open_only=known.get("open", False),
            everywhere=known.get("everywhere", False),
        )
