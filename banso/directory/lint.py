"""What is wrong with a directory folder beyond its form: names that lead nowhere, words that nobody defined. Pure."""

from collections.abc import Iterator
from typing import Any

from banso.directory.format import AtWindow, DirectoryFolder, Rule, WindowEntry
from banso.directory.format.entries import ExamEntry
from banso.lib.codes import is_local_body
from banso.plan.faults import Fault, Severity
from banso.plan.format import ConditionAbout, PlanDocument
from banso.plan.places import Path, Places

# A fault before it is placed: the way to it, the rule, what is wrong, what to do, how bad.
_Found = tuple[Path, str, str, str, Severity]
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def lint(folder: DirectoryFolder, document: PlanDocument, places: Places) -> list[Fault]:
    """Every fault, at its file and line."""
    checks = (_twice, _references, _situations, _plan_words, _codes, _unlinked, _leaflets)
    return [
        Fault(*places.at(path), f"directory.{rule}", severity, places.shown(path), message, remedy)
        for check in checks
        for path, rule, message, remedy, severity in check(folder, document)
    ]


def _twice(folder: DirectoryFolder, document: PlanDocument) -> Iterator[_Found]:
    nouns: dict[str, list[Any]] = {
        "organisations": [*folder.organisations],
        "windows": [*folder.windows],
        "services": [*folder.services],
        "helplines": [*folder.helplines],
        "subsidies": [*folder.subsidies],
        "exams": [*folder.exams],
    }
    for noun, entries in nouns.items():
        seen: set[str] = set()
        for number, entry in enumerate(entries):
            if entry.id in seen:
                yield (
                    (noun, number, "id"),
                    "twice",
                    f"id「{entry.id}」が二つあります。",
                    "一つにまとめてください。",
                    ERROR,
                )
            seen.add(entry.id)
    taken = {o.id for o in (*document.organisations, *document.members)}
    for number, organisation in enumerate(folder.organisations):
        if organisation.id in taken:
            yield (
                ("organisations", number, "id"), "twice",
                f"「{organisation.id}」は計画に既にある組織です。", "この行を消してください。", ERROR,
            )  # fmt: skip


def _fields(here: Path, entry: WindowEntry | ExamEntry) -> Iterator[_Found]:
    """A source must be that of a field that there is."""
    fields = {name for name in type(entry).model_fields if name not in ("id", "field_sources")}
    yield from _unknown((*here, "field_sources"), [*entry.field_sources], fields, "項目")


def _references(folder: DirectoryFolder, document: PlanDocument) -> Iterator[_Found]:
    windows = {w.id for w in document.windows} | {w.id for w in folder.windows}
    named = {w.id for w in document.windows}
    services = {s.id for s in folder.services}
    measures = {m.id for m in document.measures}
    sections = {s.id for s in document.sections}
    bodies = {o.id for o in (*document.organisations, *document.members)} | {
        o.id for o in folder.organisations
    }
    for number, window in enumerate(folder.windows):
        here: Path = ("windows", number)
        if window.id not in named and not window.name:
            yield here, "name", f"窓口「{window.id}」に名がありません。", "name を書いてください。", ERROR
        yield from _unknown((*here, "operators"), window.operators, bodies, "組織")
        yield from _fields(here, window)
        for field in ("part_of", "one_of", "located_in"):
            target = getattr(window, field)
            yield from _unknown((*here, field), [target] if target else [], windows, "窓口")
    for number, service in enumerate(folder.services):
        here = ("services", number)
        at = [w.window if isinstance(w, AtWindow) else w for w in service.windows]
        yield from _unknown((*here, "windows"), at, windows, "窓口")
        yield from _unknown((*here, "next_best"), service.next_best, services, "サービス")
        yield from _unknown((*here, "measures"), service.measures, measures, "取組")
        yield from _unknown((*here, "conditions_of"), service.conditions_of, measures, "取組")
        one = [service.section] if service.section else []
        yield from _unknown((*here, "section"), one, sections, "節")
        one = [service.organisation] if service.organisation else []
        yield from _unknown((*here, "organisation"), one, bodies, "組織")
        if not service.measures and not service.section:
            yield (
                here, "belongs", f"サービス「{service.name}」が計画のどこに属するかがありません。",
                "measures か section を書いてください。", ERROR,
            )  # fmt: skip
    for number, subsidy in enumerate(folder.subsidies):
        here = ("subsidies", number)
        yield from _unknown((*here, "measures"), subsidy.measures, measures, "取組")
        yield from _unknown((*here, "window"), [subsidy.window] if subsidy.window else [], windows, "窓口")
    for number, exam in enumerate(folder.exams):
        yield from _fields(("exams", number), exam)
        yield from _unknown(("exams", number, "organisation"), [exam.organisation], bodies, "組織")


def _unknown(path: Path, ids: list[str], known: set[str], what: str) -> Iterator[_Found]:
    for wrong in (i for i in ids if i not in known):
        yield path, "reference", f"{what}「{wrong}」はありません。", f"{what}のidを確かめてください。", ERROR


def _rules(folder: DirectoryFolder) -> Iterator[tuple[Path, Rule]]:
    """Every rule of the folder with its place, inner ones too."""
    for number, situation in enumerate(folder.vocabulary.situations):
        yield from _within(("vocabulary", "situations", number, "rule"), situation.rule)
    for number, question in enumerate(folder.vocabulary.questions):
        if question.when:
            yield from _within(("vocabulary", "questions", number, "when"), question.when)
        for n, choice in enumerate(question.choices):
            if choice.when:
                yield from _within(("vocabulary", "questions", number, "choices", n, "when"), choice.when)
    for number, derivation in enumerate(folder.vocabulary.derivations):
        yield from _within(("vocabulary", "derivations", number, "when"), derivation.when)
        if derivation.unless:
            yield from _within(("vocabulary", "derivations", number, "unless"), derivation.unless)
    for number, service in enumerate(folder.services):
        for n, condition in enumerate(service.conditions):
            yield from _within(("services", number, "conditions", n, "rule"), condition.rule)
    for number, subsidy in enumerate(folder.subsidies):
        for v, version in enumerate(subsidy.versions):
            for n, condition in enumerate(version.conditions):
                path: Path = ("subsidies", number, "versions", v, "conditions", n, "rule")
                yield from _within(path, condition.rule)


def _within(path: Path, rule: Rule) -> Iterator[tuple[Path, Rule]]:
    yield path, rule
    for name, inner in (("all", rule.all), ("any", rule.any)):
        for number, part in enumerate(inner or []):
            yield from _within((*path, name, number), part)
    if rule.not_:
        yield from _within((*path, "not"), rule.not_)


def _situations(folder: DirectoryFolder, document: PlanDocument) -> Iterator[_Found]:
    known = {situation.id for situation in folder.vocabulary.situations}
    for path, rule in _rules(folder):
        if rule.situation and rule.situation not in known:
            yield (
                path, "situation", f"「{rule.situation}」の意味が vocabulary の situations にありません。",
                "situations に加えるか、idを直してください。", ERROR,
            )  # fmt: skip
    yield from _circles(folder)


def _circles(folder: DirectoryFolder) -> Iterator[_Found]:
    uses = {
        situation.id: {r.situation for _p, r in _within((), situation.rule) if r.situation}
        for situation in folder.vocabulary.situations
    }
    for number, situation in enumerate(folder.vocabulary.situations):
        reached, ahead = set[str](), set(uses[situation.id])
        while ahead:
            one = ahead.pop()
            if one not in reached:
                reached.add(one)
                ahead |= uses.get(one, set())
        if situation.id in reached:
            path: Path = ("vocabulary", "situations", number)
            yield (
                path,
                "circle",
                f"「{situation.id}」の意味が自分自身に戻ります。",
                "輪を断ってください。",
                ERROR,
            )


def _plan_words(folder: DirectoryFolder, document: PlanDocument) -> Iterator[_Found]:
    """Words of the plan's conditions that the services take over and that nothing defines."""
    known = {situation.id for situation in folder.vocabulary.situations}
    wordy = (ConditionAbout.SITUATION, ConditionAbout.WISH)
    for number, service in enumerate(folder.services):
        for measure in service.conditions_of:
            if measure not in {m.id for m in document.measures}:
                continue
            codes = {
                code
                for condition in document.measure(measure).conditions
                if condition.about in wordy
                for code in (*condition.any_of, *condition.none_of)
            }
            for code in sorted(codes - known):
                yield (
                    ("services", number, "conditions_of"), "undefined",
                    f"計画の言葉「{code}」の意味が vocabulary にありません。窓口に確かめる条件として扱います。",
                    "situations に加えてください。", WARNING,
                )  # fmt: skip


def _codes(folder: DirectoryFolder, document: PlanDocument) -> Iterator[_Found]:
    known = {place.code for place in document.area.municipalities} | {document.area.code}
    for path, rule in _rules(folder):
        for code in (c for c in (*(rule.places or []), *rule.unsettled_places) if c.isdigit()):
            if not is_local_body(code):
                yield (
                    path,
                    "code",
                    f"団体コード {code} の検査数字が合いません。",
                    "コードを確かめてください。",
                    ERROR,
                )
            elif code not in known:
                yield (
                    path,
                    "code",
                    f"団体コード {code} は計画の地域にありません。",
                    "コードを確かめてください。",
                    ERROR,
                )
    for number, window in enumerate(folder.windows):
        codes = [window.municipality] if window.municipality else []
        codes += [c for c in (window.catchment.places if window.catchment else []) if c.isdigit()]
        for code in codes:
            if code not in known:
                yield (
                    ("windows", number), "code",
                    f"窓口「{window.id}」の団体コード {code} は計画の地域にありません。",
                    "コードを確かめてください。", ERROR,
                )  # fmt: skip


def _unlinked(folder: DirectoryFolder, document: PlanDocument) -> Iterator[_Found]:
    """A public page without any number for an emergency would be a fault of the office."""
    if folder.services and not folder.helplines:
        yield (
            (), "helplines", "緊急の連絡先（helplines）が一つもありません。",
            "110・119 と、出典のある相談の電話を書いてください。", ERROR,
        )  # fmt: skip


def _leaflets(folder: DirectoryFolder, document: PlanDocument) -> Iterator[_Found]:
    """Answers of leaflets that no question knows. What is written as a number or a place is read when it is printed."""
    questions = {question.id: question for question in folder.vocabulary.questions}
    for number, leaflet in enumerate(folder.vocabulary.leaflets):
        here: Path = ("vocabulary", "leaflets", number, "answers")
        yield from _unknown(here, [key for key in leaflet.answers if key not in questions], set(), "質問")
        for key, given in leaflet.answers.items():
            choices = {choice.id for choice in questions[key].choices} if key in questions else set()
            if choices:
                yield from _unknown((*here, key), given, choices, "答え")
