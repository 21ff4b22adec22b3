"""Fields that show lists, numbers and municipalities as lines of text, and read them back."""

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django import forms

from banso.directory.catalogue import Catalogue
from banso.directory.places import find_place, names, whole
from banso.lib import phones
from banso.lib.likeness import fold
from banso.upkeep.words import phone_words

ALL = "全域"


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class LinesField(forms.CharField):
    """A list of texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return lines(str(value or ""))


class PhonesField(forms.CharField):
    """Telephone numbers, one on each line: the number, the extension, a note."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(phone_words, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [phone for line in lines(str(value or "")) for phone in self._phones(line)]

    def _phones(self, line: str) -> list[dict[str, str]]:
        """The numbers of a line; one that cannot be read stays as it was typed, for the rules to refuse."""
        try:
            return [asdict(phone) for phone in phones.read(line)]
        except ValueError:
            return [{"number": line, "extension": "", "note": ""}]


class PlaceField(forms.CharField):
    """A municipality by its name; the value is its code. ``catalogue`` is set by the form."""

    catalogue: Catalogue

    def prepare_value(self, value: Any) -> Any:
        return self.catalogue.places[value].name if value in self.catalogue.places else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        return read_place(self.catalogue, text) if text else None


class PlacesField(forms.CharField):
    """Municipalities, one on each line, or 全域; the value is the list of their codes."""

    widget = forms.Textarea(attrs={"rows": 3})
    catalogue: Catalogue

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return (
            ALL if value and whole(self.catalogue) <= set(value) else "\n".join(names(self.catalogue, value))
        )

    def to_python(self, value: Any) -> Any:
        texts = [part for line in lines(str(value or "")) for part in re.split(r"[、,，\s]+", line) if part]
        codes = set(whole(self.catalogue)) if ALL in texts else set()
        return sorted(codes | set(_each(read_place, self.catalogue, [t for t in texts if t != ALL])))


class OrganisationsField(LinesField):
    """Organisations by their names, one on each line, the one to ask first; the value is the list of their keys."""

    catalogue: Catalogue

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(self.catalogue.organisations.get(key, key) for key in value)

    def to_python(self, value: Any) -> Any:
        by_name = {fold(name): key for key, name in self.catalogue.organisations.items()}
        texts = lines(str(value or ""))
        unknown = [
            text for text in texts if fold(text) not in by_name and text not in self.catalogue.organisations
        ]
        if unknown:
            raise forms.ValidationError(
                f"「{'」「'.join(unknown)}」という機関はありません。正式な名前で書いてください。"
            )
        return list(dict.fromkeys(by_name.get(fold(text), text) for text in texts))


def read_place(catalogue: Catalogue, text: str) -> str:
    """The code of the place that ``text`` means. Raises ``ValidationError`` with suggestions."""
    found = find_place(catalogue, text)
    if found.place:
        return found.place.code
    maybe = "、".join(place.name for place in found.suggestions)
    more = f"もしかして: {maybe}" if maybe else "名前を確かめてください。"
    raise forms.ValidationError(f"「{text}」という市区町村は見つかりません。{more}")


class WindowField(forms.CharField):
    """One window by its name; the value is its key."""

    catalogue: Catalogue

    def prepare_value(self, value: Any) -> Any:
        return self.catalogue.windows[value].name if value in self.catalogue.windows else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        return read_window(self.catalogue, text) if text else None


class WindowsField(LinesField):
    """Windows by their names, one on each line; the value is the list of their keys."""

    catalogue: Catalogue

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys(_each(read_window, self.catalogue, lines(str(value or "")))))


def _each(read: Callable[[Catalogue, str], str], catalogue: Catalogue, texts: list[str]) -> list[str]:
    """What the texts mean. Raises ``ValidationError`` with every one that cannot be read, not the first alone."""
    found, wrong = [], []
    for text in texts:
        try:
            found.append(read(catalogue, text))
        except forms.ValidationError as problem:
            wrong += problem.messages
    if wrong:
        raise forms.ValidationError(wrong)
    return found


def read_window(catalogue: Catalogue, text: str) -> str:
    """The key of the window of that name, or with that key. Raises ``ValidationError``."""
    if text in catalogue.windows:
        return text
    found = [w.key for w in catalogue.windows.values() if fold(w.name) == fold(text)]
    if len(found) == 1:
        return found[0]
    if found:
        keys = "、".join(found[:5])
        raise forms.ValidationError(
            f"「{text}」という窓口は{len(found)}か所あります。idで書いてください: {keys}"
        )
    near = [w.name for w in catalogue.windows.values() if fold(text) in fold(w.name)][:3]
    more = f"もしかして: {'、'.join(near)}" if near else "一覧にある名前で書いてください。"
    raise forms.ValidationError(f"「{text}」という窓口は見つかりません。{more}")
