"""What every form of an entry does: show the record, read it back, and tell its faults field by field."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from banso.access.roles import Role
from banso.access.rules import Member
from banso.directory.catalogue import Catalogue
from banso.directory.codes import Confidence, Noun
from banso.directory.queries import centres, owners, version
from banso.directory.records import Record
from banso.directory.rules.entries import problems
from banso.navigator.trying import Trial
from banso.upkeep.forms.fields import OrganisationsField, PlaceField, PlacesField, WindowField, WindowsField

# What is judged beside another field; while that one cannot be read, nothing is said of it.
_BESIDE = {"latitude": "longitude", "effective_to": "effective_from"}
_OF_CATALOGUE = (PlaceField, PlacesField, OrganisationsField, WindowField, WindowsField)


class EntryForm(forms.Form):
    """A form of one noun. Its fields have the names of the record; those of ``_APART`` are about the change itself.

    ``record`` is the entry as it stands, empty for a new one. ``seen`` and ``after`` travel with the form, so that a
    change by somebody else in the meantime is noticed and can be told.
    """

    noun: ClassVar[Noun]
    # What of the entry is edited, where that is not its own facts.
    part: ClassVar[str] = ""
    # Whether the navigator's answers before and after are shown.
    tries: ClassVar[bool] = False
    sections: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]]
    _APART: tuple[str, ...] = ("seen", "after", "reason", "source", "said_by")

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label="変える理由", max_length=300, help_text="例: 4月に電話番号が変わったため")
    source = forms.CharField(
        label="何を見て書いたか（出典）",
        max_length=200,
        help_text="例: 担当課で確認、市のウェブサイトのアドレス",
    )

    said_by = forms.ChoiceField(
        label="だれの情報か",
        choices=[
            (Confidence.OFFICIAL.value, "機関の情報（運営する機関が自分で述べている）"),
            (Confidence.SECONDARY.value, "ほかの資料（公開のページに「要確認」と出ます）"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(
        self, data: Any, *, record: Record, catalogue: Catalogue, member: Member, after: int = 0
    ) -> None:
        self.record, self.catalogue, self.member = record, catalogue, member
        body = catalogue.organisations.get(member.organisation, "")
        start = {**record, "seen": version(record), "after": after, "source": body, "reason": ""}
        own = not record or member.organisation in owners(self.noun, record)
        start["said_by"] = (Confidence.OFFICIAL if own else Confidence.SECONDARY).value
        super().__init__(data, initial=start, label_suffix="")
        for field in self.fields.values():
            if isinstance(field, _OF_CATALOGUE):
                field.catalogue = catalogue
        self.prepare()

    def prepare(self) -> None:
        """What depends on the entry and on the member."""

    @property
    def shown_sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [
            (title, [self[name] for name in names if name in self.fields]) for title, names in self.sections
        ]

    def values(self) -> dict[str, Any]:
        """The fields of the record as the form has them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self._APART}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # What is wrong by itself and what is wrong by the rules is told at once: nobody corrects a form twice.
        told = set(self.errors)
        places = centres() if self.noun is Noun.WINDOW else ()
        for name, problem in problems(self.noun, {**self.record, **self.values()}, places).items():
            if not told & {name, _BESIDE.get(name, name)}:
                self.add_error(name if name in self.fields else None, problem)
        return cleaned

    def offer_owner(self, label: str) -> None:
        """For a new entry: the secretariat chooses whose it is; for others it is their own organisation's."""
        if self.record:
            return
        names = {body.key: body.name for body in self.catalogue.bodies.values() if body.closed_on is None}
        own = self.member.organisation
        keys = names if self.member.role is Role.SECRETARIAT else {own: names.get(own, own)}
        self.fields["owner"] = forms.ChoiceField(label=label, choices=list(keys.items()), initial=own)

    @property
    def is_there(self) -> bool:
        """Whether there is what the form is about."""
        return True

    def take_row(self) -> None:
        """One row more, in forms that have rows."""

    def trials(self) -> list[Trial]:
        """For whom the navigator's answer changes; nothing where no condition does."""
        return []

    def hidden(self) -> list[tuple[str, str]]:
        """Everything that was typed, to be carried over a page on which it is only looked at."""
        data: Any = self.data
        apart = ("csrfmiddlewaretoken", "step", "seen", "after")
        return [(name, value) for name in data for value in data.getlist(name) if name not in apart]


def sorted_like(codes: list[str], order: Mapping[str, Any] | list[str]) -> list[str]:
    """Codes in the order of their list, so that ticking them in another order changes nothing."""
    known = list(order)
    return sorted(codes, key=known.index)
