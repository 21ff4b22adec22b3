"""Values of entries in words, and what differs between two states of an entry, as the public would read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from banso.design.figures import UNKNOWN, ja_date
from banso.directory.catalogue import Catalogue
from banso.directory.codes import Asker, Channel, Confidence, EntryStatus, Noun, Part
from banso.directory.format import Condition, Fact
from banso.directory.format.facts import VALUES
from banso.directory.operations import DERIVED, plain
from banso.directory.places import names, whole
from banso.directory.queries import labels
from banso.directory.records import Record
from banso.directory.wording import rule_words
from banso.lib.codes import Code
from banso.navigator.operations import HandedOn
from banso.navigator.results import Verdict
from banso.navigator.trying import Shift, Trial
from banso.plan.describe import span_words
from banso.plan.queries import current

_LISTS: dict[str, type[Code]] = {"channels": Channel, "askers": Asker}
_CODES: dict[str, type[Code]] = {"status": EntryStatus, "confidence": Confidence}
_ENTRIES = ("part_of", "one_of", "located_in", "successor", "next_best")
_DATES = (
    "effective_from",
    "effective_to",
    "born_from",
    "born_to",
    "opens_on",
    "deadline",
    "exam_on",
    "closes_on",
    "assured_on",
    "closed_on",
)


# Of organisations; a window's kind is in words already.
_KINDS = {"single": "一つの機関", "class": "機関の種類"}


@dataclass(frozen=True)
class Difference:
    """One field, before and after, in words."""

    field: str
    label: str
    before: str
    after: str


def differences(
    noun: Noun, before: Record, values: Mapping[str, Any], catalogue: Catalogue
) -> list[Difference]:
    """What ``values`` would change, in the order of the form."""
    words = labels(noun)
    return [
        Difference(
            name,
            words.get(name, name),
            *shown_apart(name, before.get(name), value, catalogue),
        )
        for name, value in values.items()
        if name not in DERIVED and plain(before.get(name)) != plain(value)
    ]


def shown_apart(field: str, before: Any, after: Any, catalogue: Catalogue) -> tuple[str, str]:
    """Two values of a field in words; of rules only those versions in which the two differ."""
    if field == "versions":
        same = [version for version in before or () if version in (after or ())]
        before, after = ([v for v in versions or () if v not in same] for versions in (before, after))
    return shown(field, before, catalogue), shown(field, after, catalogue)


def shown(field: str, value: Any, catalogue: Catalogue) -> str:
    """A value in words; what is empty is 未確認."""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if value in (None, "", [], {}):
        return UNKNOWN
    if field in _LISTS:
        return "、".join(_LISTS[field].of(code).label for code in value)
    if field in _CODES:
        return _CODES[field].of(value).label
    if field == "kind" and value in _KINDS:
        return _KINDS[value]
    if field in _DATES:
        return ja_date(value if isinstance(value, date) else date.fromisoformat(value))
    if field == "phones":
        return "\n".join(phone_words(phone) for phone in value)
    return _of_others(field, value, catalogue)


def _of_others(field: str, value: Any, catalogue: Catalogue) -> str:
    """A value that names other entries."""
    if field == "catchment":
        return (
            f"{catalogue.area_name}の全域"
            if whole(catalogue) <= set(value)
            else "、".join(names(catalogue, value))
        )
    if field == "municipality":
        return "".join(names(catalogue, [value]))
    if field in ("operators", "organisation", "member_of"):
        keys = value if isinstance(value, list) else [value]
        return "、".join(catalogue.organisations.get(key, key) for key in keys)
    if field == "conditions":
        return "\n".join(f"・{condition_words(Condition.model_validate(each), catalogue)}" for each in value)
    if field == "versions":
        return "\n\n".join(_version_words(version, catalogue) for version in value)
    if field == "at":
        return "\n".join(f"{_window(key, catalogue)}（{Part.of(part).label}）" for key, part in value.items())
    if field in ("measures", "section"):
        return _in_plan(field, value if isinstance(value, list) else [value])
    if field == "offers":
        return "、".join(VALUES[Fact.WISHES].get(code, code) for code in value)
    if field in _ENTRIES or field == "window":
        return "、".join(_window(key, catalogue) for key in (value if isinstance(value, list) else [value]))
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def condition_words(condition: Condition, catalogue: Catalogue, *, firms: bool = False) -> str:
    """A condition as the public reads it, and whom it is judged by where its own words say that otherwise."""
    span = span_words(condition.effective) if condition.effective else ""
    said = condition.says + ("" if condition.confirmed else "（要確認）") + (f"（{span}）" if span else "")
    judged = rule_words(condition.rule, catalogue, firms=firms)
    return "\n　".join(
        filter(None, [said, condition.change, "" if judged == condition.says else f"案内の判定: {judged}"])
    )


def version_labels(versions: Iterable[Record]) -> list[str]:
    """Which rules they are: 令和7年4月1日から（紹介を受けた日）."""
    return [f"{_span(version)}（{Fact.of(version['date_fact']).label}）" for version in versions]


def _span(version: Record) -> str:
    first, last = ((version[name] or "") for name in ("valid_from", "valid_to"))
    said = (f"{ja_date(date.fromisoformat(first))}から" if first else "") + (
        f"{ja_date(date.fromisoformat(last))}まで" if last else ""
    )
    return said or "いつでも"


def _version_words(version: Record, catalogue: Catalogue) -> str:
    """The rules of a subsidy over their days, as the public reads them."""
    conditions = [Condition.model_validate(each) for each in version["conditions"]]
    doubt = "" if version["confidence"] == Confidence.OFFICIAL else "（要確認）"
    when = f"（{version['source_date']}）" if version["source_date"] else ""
    return "\n".join(
        [
            version_labels([version])[0],
            *(f"・{condition_words(condition, catalogue, firms=True)}" for condition in conditions),
            f"額: {'、'.join(map(_amount_words, version['amounts'])) or UNKNOWN}",
            f"出典: {version['source'] or UNKNOWN}{when}{doubt}",
            *filter(None, [version["note"]]),
        ]
    )


def _amount_words(amount: Record) -> str:
    yen = f"{amount['yen']:,}円" if amount.get("yen") is not None else "額は未確認"
    return f"{amount['label']} {yen}" + (f"（{amount['note']}）" if amount.get("note") else "")


@dataclass(frozen=True)
class Moved:
    """People whose answer changes, in words."""

    who: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True)
class Tried:
    """A trial in words; ``more`` are the lines that are not shown."""

    trial: Trial
    lines: tuple[Moved, ...]
    more: int


# So many lines are read; further ones say the same of ever other people.
_MOST_LINES = 30


def trials_in_words(trials: list[Trial], catalogue: Catalogue) -> list[Tried]:
    """Whose answer changes, a line for each."""
    return [
        Tried(
            trial,
            tuple(Moved(_who(s, catalogue), s.before, s.after) for s in trial.shifts[:_MOST_LINES]),
            max(0, len(trial.shifts) - _MOST_LINES),
        )
        for trial in trials
    ]


def _who(shift: Shift, catalogue: Catalogue) -> str:
    """50歳から59歳、今の仕事: 今は働いていない."""
    ages = []
    if shift.ages:
        low, high = shift.ages
        ages = [f"{low}歳" if low == high else f"{low}歳から{high}歳"]
    return "、".join([*ages, *(_fact_words(f, v, catalogue) for f, v in shift.facts.items())]) or "すべての方"


def _fact_words(fact: Fact, value: Any, catalogue: Catalogue) -> str:
    labels = VALUES.get(fact, {"yes": "はい", "no": "いいえ"})
    if fact is Fact.MUNICIPALITY:
        return f"{catalogue.places[value].name}に住む" if value in catalogue.places else "県外に住む"
    if isinstance(value, frozenset):
        return f"{fact.label}: {'・'.join(labels[code] for code in labels if code in value) or 'なし'}"
    said = ja_date(value) if isinstance(value, date) else labels.get(value, str(value))
    return f"{fact.label}: {said}"


def _in_plan(field: str, keys: list[str]) -> str:
    """Measures or a section by their titles."""
    document = current().document
    named = document.measures if field == "measures" else document.sections
    titles = {each.id: each.title for each in named}
    return "\n".join(titles.get(key, key) for key in keys)


def _window(key: str, catalogue: Catalogue) -> str:
    return catalogue.windows[key].name if key in catalogue.windows else key


def phone_words(phone: Mapping[str, str]) -> str:
    """048-000-0000 内線12 総務課"""
    extension = f"内線{phone['extension']}" if phone.get("extension") else ""
    return " ".join(filter(None, [phone["number"], extension, phone.get("note", "")]))


def closed_words(done: HandedOn) -> list[str]:
    """What became of the requests that waited at a window that closed."""
    told = (
        (done.moved, "件は、後を継ぐ窓口に引き継ぎました。"),
        (done.offered, "件は、後を継ぐ窓口にたずねました。相手が受けるまで、いまの機関が受け持ちます。"),
        (done.kept, "件は、いまの機関が受け持ち続けます。"),
    )
    return [f"待っていた申し込み{count}{words}" for count, words in told if count]


def readers(catalogue: Catalogue, window: str, successor: str) -> tuple[str, str]:
    """The organisations whose people read requests: those of the window, and those of its successor."""
    cards = (catalogue.windows.get(window), catalogue.windows.get(successor))
    named = [
        "、".join(catalogue.organisations.get(key, key) for key in card.operators) if card else ""
        for card in cards
    ]
    return named[0] or "事務局", named[1]
