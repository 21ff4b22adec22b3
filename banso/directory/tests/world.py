"""A small directory with everything in it that an export could tell wrongly: what is hidden, what is being prepared,
what nobody knows. Read over the plan of Saitama, whose municipalities it uses."""

from functools import cache

from django.conf import settings

from banso.directory.format import DirectoryFolder
from banso.directory.operations import sync_folder
from tests.plans import read

SECRETS = (
    "内部のメモ",
    "address_hidden",
    "非公開町",
    "9-9-9",
    "かくれ荘",
    "35.1111",
    "139.1111",
    "360-9999",
    "準備中の窓口",
    "準備中のサービス",
    "draft",
)

FOLDER = {
    "format": "banso-directory/1",
    "vocabulary": {
        "margin_years": 2,
        "situations": [
            {"id": "middle", "label": "ミドル世代", "rule": {"fact": "age", "min": 35, "max": 59}},
        ],
    },
    "organisations": [
        {"id": "npo-a", "name": "NPO法人あおぞら", "description": "居場所を開く団体。", "url": "https://npo.example.jp/"},
        {"id": "npo-draft", "name": "NPO法人準備中", "description": "準備中の窓口だけを持つ団体。"},
    ],
    "windows": [
        {
            "id": "w-open", "name": "あおぞら相談室", "kana": "あおぞらそうだんしつ", "aliases": ["あおぞら", "青空相談"],
            "kind": "相談室", "description": "話を聞く所。", "operators": ["npo-a"], "channels": ["place", "telephone"],
            "municipality": "111074", "postal_code": "330-0074", "address": "さいたま市浦和区北浦和五丁目6番5号",
            "building": "あおぞらビル2階", "latitude": 35.8722, "longitude": 139.6468,
            "phones": [{"number": "048-000-0001", "extension": "12"}, {"number": "048-000-0002", "note": "家族の方"}],
            "url": "https://npo.example.jp/soudan", "email": "soudan@npo.example.jp", "hours": "月～金 9:00～17:00",
            "closed": "祝日、年末年始", "catchment": {"places": ["112011", "112020"]}, "source": "https://npo.example.jp/",
            "source_date": "2025-06", "note": "予約が要ります。",
            "field_sources": {
                "phones": {"source": "電話帳", "source_date": "2025-05", "confidence": "secondary"},
                "address": {"source": "電話帳", "source_date": "2025-05", "confidence": "secondary"},
                "url": {"source": "むかしの冊子", "confidence": "old"},
                "address_hidden": {"source": "内部のメモ", "confidence": "official"},
                "channels": {"source": "団体の案内", "source_date": "2025-07", "confidence": "official"},
            },
        },
        {
            "id": "w-hidden", "name": "かくれた相談所", "kind": "相談室", "operators": ["npo-a"], "channels": ["place"],
            "municipality": "112020", "postal_code": "360-9999", "address": "熊谷市非公開町9-9-9", "building": "かくれ荘",
            "latitude": 35.1111, "longitude": 139.1111, "address_hidden": True, "located_in": "w-open",
            "catchment": {"places": ["area"]}, "source": "県の資料", "source_date": "2024", "confidence": "old",
            "field_sources": {"address": {"source": "9-9-9の地図", "confidence": "secondary"}},
        },
        {"id": "w-draft", "name": "準備中の窓口", "kind": "相談室", "status": "inactive", "operators": ["npo-draft"]},
        {"id": "w-phone", "name": "でんわ相談", "kind": "電話", "channels": ["telephone"], "part_of": "w-draft",
         "phones": [{"number": "048-000-0003"}], "hours": "毎日よる"},
    ],
    "services": [
        {
            "id": "s-talk", "name": "ゆっくり話す相談", "aliases": ["ゆっくり相談"], "description": "時間をかけて話を聞く。いそがない。",
            "organisation": "npo-a", "section": "SECTION", "offers": ["family_consultation", "place_to_belong"],
            "windows": ["w-open", {"window": "w-hidden", "part": "intake"}, "w-draft"], "next_best": ["s-draft"],
            "application_process": "電話で予約する。", "fees": "無料",
            "conditions": [
                {"says": "15歳から概ね49歳までの方", "rule": {"fact": "age", "min": 15, "max": 49, "approximate": True}},
                {"says": "40歳以上の方", "rule": {"fact": "age", "min": 40}, "confirmed": False},
                {"says": "35歳から59歳の方", "rule": {"situation": "middle"}, "effective": {"start": "2030-04-01"}},
            ],
        },
        {"id": "s-draft", "name": "準備中のサービス", "description": "まだ。", "status": "inactive", "section": "SECTION",
         "windows": ["w-open"]},
        {"id": "s-phone", "name": "電話の相談", "description": "=1+1 で始まる説明①。", "section": "SECTION", "windows": ["w-phone"]},
    ],
    "helplines": [{"id": "h-110", "name": "警察", "number": "110", "when": "危険があるとき", "emergency": True}],
    "subsidies": [
        {
            "id": "sub-a", "name": "やとい入れの助成", "description": "やとい入れた企業に支給する。", "decided_by": "労働局",
            "window": "w-draft",
            "versions": [
                {"valid_from": "2025-04-01", "date_fact": "hired_on", "amounts": [{"label": "中小企業", "yen": 600000}],
                 "conditions": [{"says": "正社員としてやとうこと", "rule": {"fact": "employed_as", "any_of": ["regular"]}}]},
            ],
        },
    ],
    "exams": [
        {"id": "e-1", "organisation": "prefecture", "name": "県職員採用試験（就職氷河期世代）", "fiscal_year": 2025,
         "deadline": "2025-08-01", "places": "若干名"},
    ],
}  # fmt: skip


@cache
def folder() -> DirectoryFolder:
    document = read(settings.PLANS_DIR / "saitama/2025").document
    section = document.sections[0].id
    services = [service | {"section": section} for service in FOLDER["services"]]
    return DirectoryFolder.model_validate(FOLDER | {"services": services})


def fill(plan) -> None:
    """Put the small directory into the database, beside what the plan names."""
    sync_folder(plan_key=plan.key, document=plan.document, folder=folder(), digest="0" * 64)
