"""What an entry may say: the faults of its values, in sentences for whoever writes them. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from banso.directory.codes import Noun
from banso.lib import phones
from banso.lib.municipalities import distance_km

# A window stands near one of the municipalities of its area, or somebody mistyped where it is.
_NEAR_KM = 60
_POSTAL = re.compile(r"\d{3}-\d{4}")
_URL = re.compile(r"https?://[^\s/?#]+\.[^\s]+")

Problems = dict[str, str]
Place = tuple[float, float]


def phone_number(text: str) -> str:
    """A number as the directory keeps it: half-width, with hyphens; empty where it is none, or says more than one."""
    return phones.number(text)


def problems(noun: Noun, values: Mapping[str, Any], places: Iterable[Place] = ()) -> Problems:
    """Field to what is wrong with it. ``places`` are the centres of the area's municipalities."""
    found: Problems = {}
    if not str(values.get("name") or "").strip():
        found["name"] = "名称を書いてください。"
    if values.get("url") and not _URL.fullmatch(values["url"]):
        found["url"] = "ウェブサイトは http:// か https:// で始まるアドレスで書いてください。"
    checks = {
        Noun.WINDOW: _window, Noun.EXAM: _exam, Noun.HELPLINE: _helpline, Noun.SERVICE: _service, Noun.SUBSIDY: _subsidy,
    }  # fmt: skip
    if noun in checks:
        found |= checks[noun](values, list(places))
    return found


def _window(values: Mapping[str, Any], places: list[Place]) -> Problems:
    found: Problems = {}
    wrong = [phone["number"] for phone in values.get("phones", ()) if not phone_number(phone["number"])]
    if wrong:
        found["phones"] = (
            f"電話番号「{'」「'.join(wrong)}」を読み取れません。市外局番から、「048-000-0000」のように区切りを入れて書いてください。"
        )
    if values.get("postal_code") and not _POSTAL.fullmatch(values["postal_code"]):
        found["postal_code"] = "郵便番号は「330-0000」のように書いてください。"
    here = (values.get("latitude"), values.get("longitude"))
    if problem := position_problem(*here, places):
        found["latitude"] = problem
    if values.get("status") == "defunct" and values.get("takes_requests"):
        found["takes_requests"] = "閉じた窓口は、相談の申し込みを受けられません。"
    elif values.get("takes_requests") and not values.get("answer_days"):
        found["answer_days"] = "申し込みを受けるときは、何日以内に連絡するかを書いてください。"
    return found


def position_problem(latitude: float | None, longitude: float | None, places: list[Place]) -> str:
    """What is wrong with a position; empty where nothing is, or where none is given."""
    if latitude is None and longitude is None:
        return ""
    if latitude is None or longitude is None:
        return "緯度と経度は、両方書くか、両方空にしてください。"
    if _is_near(latitude, longitude, places):
        return ""
    if _is_near(longitude, latitude, places):
        return f"緯度と経度が入れ替わっているようです（緯度 {longitude}、経度 {latitude} ではありませんか）。"
    return "緯度・経度が、計画の地域から遠く離れています。数字を確かめてください。"


def _is_near(latitude: float, longitude: float, places: list[Place]) -> bool:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return False
    return not places or any(distance_km((latitude, longitude), place) <= _NEAR_KM for place in places)


def _service(values: Mapping[str, Any], _places: list[Place]) -> Problems:
    found: Problems = {}
    if not str(values.get("description") or "").strip():
        found["description"] = "どんなサービスかを書いてください。"
    if not values.get("measures") and not values.get("section"):
        found["belongs"] = "計画のどの取組（取組にないときは節）に属するかを選んでください。"
    if _is_before(values.get("effective_to"), values.get("effective_from")):
        found["effective_to"] = "終わる日が、始まる日より前です。"
    return found


def _exam(values: Mapping[str, Any], _places: list[Place]) -> Problems:
    found: Problems = {}
    if _is_before(values.get("deadline"), values.get("opens_on")):
        found["deadline"] = "締め切りが、申し込みの始まりより前です。"
    if _is_before(values.get("exam_on"), values.get("deadline")):
        found["exam_on"] = "試験の日が、締め切りより前です。"
    if _is_before(values.get("born_to"), values.get("born_from")):
        found["born_to"] = "生まれた日の範囲の、終わりが始まりより前です。"
    return found


def _helpline(values: Mapping[str, Any], _places: list[Place]) -> Problems:
    found: Problems = {}
    if not phone_number(str(values.get("number") or "")):
        found["number"] = (
            "電話番号を「0120-000-000」のように書いてください。110 や #8008 のような短い番号も書けます。"
        )
    if not str(values.get("when") or "").strip():
        found["when"] = "どんなときにかける電話かを書いてください。"
    return found


def _subsidy(values: Mapping[str, Any], _places: list[Place]) -> Problems:
    found: Problems = {}
    if not str(values.get("decided_by") or "").strip():
        found["decided_by"] = "支給を決める所を書いてください。"
    spans = [(v["valid_from"] or "", v["valid_to"] or "9999") for v in values.get("versions", ())]
    if any(last < first for first, last in spans):
        found["valid_to"] = "終わりの日が、始まりの日より前です。"
    ordered = sorted(spans)
    if any(first <= last for (_, last), (first, _) in pairwise(ordered)):
        found["valid_from"] = "ほかの決まりと日付が重なります。始まりの日と終わりの日を確かめてください。"
    return found


def _is_before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other
