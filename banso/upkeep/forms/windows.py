"""The form of a window."""

from typing import Any

from django import forms

from banso.access.roles import Role
from banso.directory.catalogue import Catalogue
from banso.directory.codes import Channel, EntryStatus, Noun
from banso.upkeep.forms.base import EntryForm, sorted_like
from banso.upkeep.forms.fields import (
    LinesField,
    OrganisationsField,
    PhonesField,
    PlaceField,
    PlacesField,
    WindowField,
)

_STATUSES = [(s.value, s.label) for s in EntryStatus if s is not EntryStatus.DEFUNCT]

_RELATIONS = ("one_of", "part_of", "located_in")


def _leads_back(catalogue: Catalogue, key: str, relation: str, to: str | None) -> bool:
    """Whether following ``relation`` from ``to`` comes to the window ``key`` again."""
    seen: set[str] = set()
    while to and to not in seen:
        if to == key:
            return True
        seen.add(to)
        to = getattr(catalogue.windows[to], relation) if to in catalogue.windows else None
    return False


class WindowForm(EntryForm):
    """A window, as far as its owner knows it. An empty field stays 未確認."""

    noun = Noun.WINDOW
    sections = (
        ("名前と説明", ("owner", "operators", "name", "kana", "aliases", "kind", "description", "status")),
        ("連絡", ("phones", "email", "url", "channels", "hours_text")),
        ("場所", ("municipality", "postal_code", "address", "building", "address_hidden", "access_note", "latitude", "longitude")),
        ("ほかの窓口とのつながり", ("one_of", "part_of", "located_in")),
        ("だれのための窓口か", ("catchment_known", "catchment", "catchment_note")),
        ("相談の申し込み", ("takes_requests", "answer_days")),
        ("補足", ("note",)),
    )  # fmt: skip

    operators = OrganisationsField(
        label="運営する機関",
        help_text="一行に一つずつ。初めに書いた機関が、問い合わせ先になります。直せるのは事務局だけです。",
    )
    name = forms.CharField(label="名称", max_length=160)
    kana = forms.CharField(label="かな", max_length=200, required=False)
    aliases = LinesField(label="別名", required=False, help_text="一行に一つずつ書きます。")
    kind = forms.CharField(label="種類", max_length=60, help_text="例: 市町村の窓口、ハローワーク、保健所")
    description = forms.CharField(
        label="説明", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="だれの、何の役に立つかを、一、二文で書きます。",
    )  # fmt: skip
    status = forms.ChoiceField(label="状態", choices=_STATUSES)
    phones = PhonesField(
        label="電話", required=False, help_text="一行に一つ。例: 048-000-0000 内線123 平日の昼"
    )
    email = forms.EmailField(label="メールアドレス", required=False)
    url = forms.CharField(label="ウェブサイト", max_length=300, required=False)
    channels = forms.MultipleChoiceField(
        label="相談の方法", choices=Channel.choices(), required=False, widget=forms.CheckboxSelectMultiple
    )
    hours_text = forms.CharField(
        label="受付時間", max_length=300, required=False,
        help_text="例: 月～金 8:30～17:15。休み: 祝日・年末年始",
    )  # fmt: skip
    municipality = PlaceField(label="所在する市区町村", required=False)
    postal_code = forms.CharField(label="郵便番号", max_length=8, required=False)
    address = forms.CharField(label="所在地", max_length=200, required=False)
    building = forms.CharField(label="建物名など", max_length=120, required=False)
    address_hidden = forms.BooleanField(label="所在地を公開しない（人を守る窓口など）", required=False)
    access_note = forms.CharField(label="行き方・設備", max_length=300, required=False)
    latitude = forms.FloatField(label="緯度", required=False, help_text="例: 35.857")
    longitude = forms.FloatField(label="経度", required=False, help_text="例: 139.648")
    catchment_known = forms.BooleanField(
        label="対象の地域がわかっている（下が空なら、どこに住む方でも使えます）", required=False
    )
    catchment = PlacesField(
        label="対象の地域", required=False,
        help_text="どこに住む方のための窓口か。一行に一つの市町村。県の全部なら「全域」。窓口のある場所とは別です。",
    )  # fmt: skip
    catchment_note = forms.CharField(label="対象の地域の注記", max_length=300, required=False)
    one_of = WindowField(
        label="まとめた呼び名", required=False,
        help_text="例: 「ハローワーク」のように、同じ種類の窓口をまとめた窓口の名前。",
    )  # fmt: skip
    part_of = WindowField(
        label="属する窓口", required=False, help_text="大きな窓口の一部であるとき、その名前。"
    )
    located_in = WindowField(
        label="入っている施設", required=False, help_text="ほかの窓口の中にあるとき、その名前。"
    )
    takes_requests = forms.BooleanField(
        label="画面からの相談の申し込みを受ける",
        required=False,
        help_text="読む係を「相談の申し込み」の「窓口の係」で決めるまで、公開のページに申し込みのボタンは出ません。",
    )
    answer_days = forms.IntegerField(
        label="返事までの日数（開庁日）", min_value=1, max_value=20, required=False,
        help_text="申し込みを受けるときは、必ず書きます。申し込む人に、この窓口の約束として示します。",
    )  # fmt: skip
    note = forms.CharField(label="補足", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        self.offer_owner("運営する機関")
        # Who gives a window away, or takes one, is settled between the organisations and the secretariat.
        if not self.record or self.member.role is not Role.SECRETARIAT:
            del self.fields["operators"]
        # Nobody promises for another office: the secretariat may only end what an office began.
        if self.record and self.member.organisation not in self.record["operators"]:
            del self.fields["answer_days"]
            if not self.record["takes_requests"]:
                del self.fields["takes_requests"]
        if self.record.get("status") == EntryStatus.DEFUNCT:
            self.fields["status"] = forms.ChoiceField(label="状態", choices=EntryStatus.choices())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        bodies = self.catalogue.bodies
        for key in set(cleaned.get("operators", ())) - set(self.record.get("operators", ())):
            if bodies[key].closed_on:
                self.add_error("operators", f"「{bodies[key].name}」は、もう閉じた機関です。")
        for name in _RELATIONS:
            if self.record and _leads_back(self.catalogue, self.record["key"], name, cleaned.get(name)):
                self.add_error(name, "この窓口自身か、この窓口に属する窓口は選べません。")
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        owner = values.pop("owner", None)
        values["channels"] = sorted_like(values.get("channels", []), [c.value for c in Channel])
        # Who names municipalities knows whom the window serves; those that a source names among others stay so.
        named = values.get("catchment")
        is_new = bool(named) and named != self.record.get("catchment")
        values["catchment_known"] = values.get("catchment_known", False) or is_new
        return values | ({"operators": [owner]} if owner else {})
