"""What a person fills in to ask for a talk. Everything typed comes back when something is wrong."""

from typing import Any

from django import forms
from django.http import QueryDict

from banso.directory.catalogue import WindowCard
from banso.directory.codes import Asker
from banso.directory.townhall import has_place
from banso.navigator import requests
from banso.navigator.operations import read_stamp, stamp
from banso.navigator.requests import Content, NotRight
from banso.navigator.states import Hours, Reach

_ASKERS = {
    Asker.SELF: "自分のこと",
    Asker.FAMILY: "家族のこと",
    Asker.SUPPORTER: "支えている人のこと（支援者として）",
    Asker.EMPLOYER: "会社のこと（雇う側として）",
}
_REACHES = {
    Reach.PHONE: "電話をもらう",
    Reach.MAIL: "メールをもらう",
    Reach.ONLINE: "画面越しに話す（案内をメールでもらう）",
    Reach.FAX: "ファックスをもらう",
    Reach.LETTER: "手紙をもらう",
    Reach.VISIT: "自分から窓口へ行く（連絡先はいりません）",
}

_ONE_ADDRESS = "電話番号、メールアドレス、住所など、上で選んだもの一つだけ。"


class ContactForm(forms.Form):
    """A request for a talk. ``website`` is seen by programs alone; ``made`` says when the page was opened.

    To change one, only what is new is written: an empty field stays as it was ``before``, which is never shown, because a
    slip that somebody else finds must not tell it.
    """

    asker = forms.ChoiceField(
        label="だれのことですか",
        choices=[(code.value, text) for code, text in _ASKERS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "だれのことか、一つ選んでください。"},
    )
    relation = forms.CharField(
        label="その方との間がら",
        required=False,
        help_text="家族や、支えている人のことのときだけ。例: 母、きょうだい、民生委員",
        max_length=requests.RELATION_LENGTH,
        error_messages={"max_length": f"間がらは{requests.RELATION_LENGTH}字までにしてください。"},
    )
    name = forms.CharField(
        label="名前か、呼び名",
        max_length=requests.NAME_LENGTH,
        help_text="本名でなくてもかまいません。連絡のとき、この名で呼びます。",
        error_messages={
            "required": "名前か呼び名を書いてください。",
            "max_length": f"名前は{requests.NAME_LENGTH}字までにしてください。",
        },
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    reach = forms.ChoiceField(
        label="どう連絡するのがよいですか",
        widget=forms.RadioSelect,
        error_messages={"required": "連絡のしかたを、一つ選んでください。"},
    )
    address = forms.CharField(
        label="その連絡先",
        required=False,
        max_length=requests.ADDRESS_LENGTH,
        help_text=f"{_ONE_ADDRESS}自分から行くときは書きません。",
        error_messages={"max_length": f"連絡先は{requests.ADDRESS_LENGTH}字までにしてください。"},
    )
    may_say = forms.BooleanField(
        label="ほかの人が出たときや留守番電話に、窓口の名前を言ってもよい",
        required=False,
    )
    hours = forms.MultipleChoiceField(
        label="都合のよいとき",
        required=False,
        choices=Hours.choices(),
        widget=forms.CheckboxSelectMultiple,
        help_text="いくつ選んでもかまいません。自分から行くときは、行けそうな時を選びます。選ばなくても送れます。",
    )
    text = forms.CharField(
        label="伝えておきたいこと",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="書かなくてもかまいません。くわしいことは、話すときに聞きます。",
    )
    drop_text = forms.BooleanField(label="前に書いた「伝えておきたいこと」を消す", required=False)
    website = forms.CharField(label="この欄には何も書かないでください", required=False)
    made = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        window: WindowCard,
        *args: Any,
        is_change: bool = False,
        before: Content | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.window, self.before = window, before
        self.word = ""
        reach = self.fields["reach"]
        assert isinstance(reach, forms.ChoiceField)
        ways = requests.reaches(window.channels, has_place=has_place(window))
        reach.choices = [(code.value, _REACHES[code]) for code in ways]
        if Reach.VISIT not in ways:
            self.fields["address"].help_text = _ONE_ADDRESS
        website = self.fields["website"].widget
        website.attrs.update({"autocomplete": "off", "tabindex": "-1"})
        self.fields["made"].initial = stamp(window.key)
        if is_change:
            del self.fields["website"], self.fields["made"]
        if before is None or not before.text:
            del self.fields["drop_text"]
        if before is not None:
            for name in ("asker", "name", "reach"):
                self.fields[name].required = False
            self.fields["may_say"].help_text = "もう一度選ばないと、言いません。"

    def clean_relation(self) -> str:
        return self._words("relation", requests.RELATION_LENGTH, "間がら")

    def clean_name(self) -> str:
        return self._words("name", requests.NAME_LENGTH, "名前")

    def clean_text(self) -> str:
        return self._words("text", requests.TEXT_LENGTH, "伝えておきたいこと")

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            self._fresh("website", "")
            raise forms.ValidationError(
                "書かない欄に文字が入っていたので、消しました。もう一度「同意して送る」を押してください。"
            )
        return ""

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if self.before is not None:
            self._keep(told, self.before)
        if told.get("reach"):
            try:
                told["address"] = requests.reached_by(Reach.of(told["reach"]), told.get("address", ""))
            except NotRight as problem:
                self.add_error("address", str(problem))
        # Only who has nothing else to correct is told of the page's age: sending again is then all there is to do.
        if "made" in self.fields and not self.errors:
            self._check_page(told.get("made", ""))
        return told

    def _keep(self, told: dict[str, Any], before: Content) -> None:
        """What was left empty stays as it was; an address that does not belong to the new way has to be written."""
        for name in ("asker", "relation", "name", "reach", "hours"):
            told[name] = told.get(name) or getattr(before, name)
        if not told.get("text") and not told.get("drop_text"):
            told["text"] = before.text
        if not told.get("address"):
            try:
                told["address"] = requests.reached_by(Reach.of(told["reach"]), before.address)
            except NotRight:
                told["address"] = ""

    def content(self) -> Content:
        """What was written. After ``is_valid`` alone."""
        return Content.of(self.cleaned_data)

    def _check_page(self, made: str) -> None:
        try:
            self.word = read_stamp(made, self.window.key)
        except NotRight as problem:
            self.add_error(None, str(problem))
            if not problem.is_soon:
                self._fresh("made", stamp(self.window.key))

    def _fresh(self, name: str, value: str) -> None:
        """Send the form back with another value in a field that the person does not see."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data[name] = value
        self.data = data

    def _words(self, name: str, most: int, what: str) -> str:
        try:
            return requests.words(self.cleaned_data[name], most=most, what=what)
        except NotRight as problem:
            raise forms.ValidationError(str(problem)) from problem


class CodeForm(forms.Form):
    """The code from the slip."""

    code = forms.CharField(
        label="受付番号",
        max_length=40,
        help_text="例: 7KX-4QM-9RTP。小文字でも、線がなくてもかまいません。",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "受付番号を書いてください。"},
    )

    def clean_code(self) -> str:
        try:
            return requests.read_code(self.cleaned_data["code"])
        except NotRight as problem:
            raise forms.ValidationError(str(problem)) from problem
