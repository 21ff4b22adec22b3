"""What a council member asks of each kind of thing in a plan, and how the answer is said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from banso.lib.codes import Code
from banso.lib.fiscal import year_label
from banso.plan.describe import (
    AUDIENCES,
    CADENCES,
    STEPS,
    condition_text,
    owners_text,
    targets_text,
    term_ages,
    window_text,
)
from banso.plan.format import Indicator, Measure, PlanDocument, Window


class ChangeClass(Code):
    """How much a change matters."""

    SUBSTANCE = ("substance", "内容の変更", "担い手・目標・期間・対象など、決めごとが変わる")
    WORDING = ("wording", "言葉の変更", "言い回しや説明だけが変わる")
    ORDER = ("order", "順序の変更", "並ぶ順だけが変わる")


Say = Callable[[PlanDocument, Any], str]


@dataclass(frozen=True)
class Aspect:
    """One question: its name, how the answer is said, the keys that it speaks of, the class of a change."""

    name: str
    say: Say
    keys: frozenset[str]
    kind: ChangeClass = ChangeClass.SUBSTANCE


@dataclass(frozen=True)
class Noun:
    """A kind of thing in a plan: how it is called, where it stands, how one is named, what is asked of it.

    ``told_elsewhere`` are keys that hold things of another noun.
    """

    key: str
    word: str
    of: Callable[[PlanDocument], Sequence[Any]]
    name: Callable[[Any], str]
    aspects: tuple[Aspect, ...]
    told_elsewhere: frozenset[str] = frozenset()
    id: Callable[[Any], str] = lambda thing: str(thing.id)


WORDS = ChangeClass.WORDING


def ask(name: str, keys: str, say: Say | None = None, kind: ChangeClass = ChangeClass.SUBSTANCE) -> Aspect:
    """A question about ``keys``; without ``say`` the answer is the text of the one key."""
    return Aspect(name, say or _field(keys), frozenset(keys.split()), kind)


def _owners(document: PlanDocument, thing: Measure | Indicator) -> str:
    return owners_text(document, thing.owners, getattr(thing, "all_members", False))


def _window(_document: PlanDocument, window: Window | None) -> str:
    return window_text(window) if window else ""


def _names(values: Sequence[str]) -> str:
    return "、".join(values)


def _shares(document: PlanDocument, indicator: Indicator) -> str:
    names = {thing.id: thing.name for thing in (*document.organisations, *document.members)}
    names |= {unit.id: unit.name for unit in document.reporting_units}
    return _names([f"{names.get(s.holder, s.holder)} {s.value:,}{indicator.unit}" for s in indicator.shares])


def _structure(_document: PlanDocument, indicator: Indicator) -> str:
    made = indicator.structure
    parts = [made.numerator, made.denominator, made.numerator_of, made.denominator_of, *made.of]
    return " ".join([made.kind.value, *(part for part in parts if part)])


def _baselines(_document: PlanDocument, indicator: Indicator) -> str:
    return _names(
        [
            (year_label(b.fiscal_year) + " " if b.fiscal_year else "") + f"{b.value:,}{b.unit}"
            for b in indicator.baselines
        ]
    )


def _field(name: str) -> Callable[[PlanDocument, Any], str]:
    """The text of a field, or nothing."""

    def say(_document: PlanDocument, thing: Any) -> str:
        value = getattr(thing, name)
        if isinstance(value, list):
            return _names([str(part) for part in value])
        return "" if value is None else str(value)

    return say


def _exceptions(document: PlanDocument, plan: PlanDocument) -> str:
    exceptions = plan.reporting.exceptions
    return _names([f"{owners_text(document, [e.owner])} {CADENCES[e.cadence]}" for e in exceptions])


def _bands(plan: PlanDocument) -> str:
    return _names([f"{b.mark} {b.min_percent}%以上" for b in plan.verdicts.up]) if plan.verdicts else ""


def _rounding(plan: PlanDocument) -> str:
    return f"小数{plan.rounding.percent_digits}桁・{_ROUNDING[plan.rounding.mode.value]}"


_ROUNDING = {"half_up": "四捨五入", "truncate": "切捨て"}
_OWNERSHIP = {"single": "単独", "joint": "共同", "split": "分担"}
_DIRECTION = {"up": "増やす", "down": "減らす", "maintain": "保つ"}

PLAN = (
    ask("名称", "title"),
    ask("年度", "fiscal_year", lambda _d, plan: year_label(plan.fiscal_year)),
    ask("有効な期間", "validity", lambda d, plan: _window(d, plan.validity)),
    ask("指標を数える期間", "counting_window", lambda d, plan: _window(d, plan.counting_window)),
    ask("会議の名", "body", lambda _d, plan: str(plan.body.name)),
    ask("構成員", "body", lambda d, plan: owners_text(d, plan.body.members)),
    ask("事務局", "body", lambda d, plan: owners_text(d, plan.body.secretariat)),
    ask("報告の頻度", "reporting", lambda _d, plan: CADENCES[plan.reporting.cadence]),
    ask("報告の頻度の例外", "reporting", lambda d, plan: _exceptions(d, plan)),
    ask("報告の承認", "reporting", lambda _d, plan: "→".join(STEPS[step] for step in plan.reporting.steps)),
    ask("報告の期限", "reporting", lambda _d, plan: f"翌月{plan.reporting.due_day}日"),
    ask("判定の区分", "verdicts", lambda _d, plan: _bands(plan)),
    ask("割合の丸め方", "rounding", lambda _d, plan: _rounding(plan)),
)
# What holds the things of the nouns below, and the number of the edition, which always changes.
PLAN_KEYS = frozenset(
    {
        *("organisations", "members", "sections", "reporting_units", "windows", "groups", "measures"),
        *(
            "indicators",
            "annexes",
            "campaigns",
            "amendments",
            "footnotes",
            "terms",
            "area",
            "edition",
            "format",
        ),
    }
)

NOUNS = (
    Noun(
        "organisation",
        "組織",
        lambda d: [*d.organisations, *d.members],
        lambda o: str(o.name),
        (
            ask("名", "name"),
            ask("種類", "kind"),
            ask("属する種類", "member_of"),
            ask("略称", "short_name", None, WORDS),
        ),
    ),
    Noun(
        "group",
        "対象",
        lambda d: d.groups,
        lambda g: str(g.name),
        (
            ask("名", "name"),
            ask("目標", "goal", lambda _d, g: str(g.goal.statement) if g.goal else "", WORDS),
            ask("説明", "description", None, WORDS),
        ),
        frozenset({"estimates", "goal"}),
    ),
    Noun(
        "estimate",
        "推計",
        lambda d: [e for g in d.groups for e in g.estimates],
        lambda e: str(e.label),
        (
            ask(
                "人数",
                "value approximate unit",
                lambda _d, e: f"{'約' if e.approximate else ''}{e.value:,}{e.unit}",
            ),
            ask(
                "割合",
                "share_percent",
                lambda _d, e: "" if e.share_percent is None else f"{e.share_percent}%",
            ),
            ask("調査", "survey survey_year", lambda _d, e: f"{e.survey}（{e.survey_year}年）"),
        ),
    ),
    Noun(
        "indicator",
        "指標",
        lambda d: d.all_indicators,
        lambda i: str(i.label),
        (
            ask("目標値", "targets", lambda d, i: targets_text(i, d)),
            ask("担い手", "owners", lambda d, i: _owners(d, i)),
            ask("持ち方", "ownership", lambda _d, i: _OWNERSHIP[i.ownership.value]),
            ask("単位", "unit"),
            ask("数え方", "structure", lambda d, i: _structure(d, i)),
            ask("向き", "direction", lambda _d, i: _DIRECTION[i.direction.value]),
            ask("数える期間", "window", lambda d, i: _window(d, i.window)),
            ask("目標の内訳", "shares", lambda d, i: _shares(d, i)),
            ask(
                "報告単位",
                "reporting_units",
                lambda d, i: _names([d.unit(u).name for u in i.reporting_units]),
            ),
            ask("報告する組織", "reporters", lambda d, i: owners_text(d, i.reporters) if i.reporters else ""),
            ask("基準値", "baselines", lambda d, i: _baselines(d, i)),
            ask("名", "label", None, WORDS),
            ask("定義", "definition", None, WORDS),
        ),
    ),
    Noun(
        "measure",
        "取組",
        lambda d: d.measures,
        lambda m: str(m.title),
        (
            ask("担い手", "owners all_members", lambda d, m: _owners(d, m)),
            ask("対象", "group", lambda d, m: str(d.group(m.group).short_name)),
            ask("節", "section", lambda d, m: str(d.section(m.section).title)),
            ask(
                "窓口",
                "windows creates",
                lambda d, m: _names([d.window(w).name for w in (*m.windows, *m.creates)]),
            ),
            ask("対象者", "audience", lambda _d, m: _names([AUDIENCES[a] for a in m.audience])),
            ask("条件", "conditions", lambda d, m: _names([condition_text(c, d) for c in m.conditions])),
            ask("期間", "period", lambda d, m: _window(d, m.period)),
            ask("節目", "milestone"),
            ask("題名", "title", None, WORDS),
            ask("記号", "letter", None, ChangeClass.ORDER),
            ask("説明", "description", None, WORDS),
        ),
    ),
    Noun(
        "window",
        "窓口",
        lambda d: d.windows,
        lambda w: str(w.name),
        (
            ask("名", "name"),
            ask("運営", "operators", lambda d, w: owners_text(d, w.operators) if w.operators else ""),
            ask("場所", "located_in", lambda d, w: d.window(w.located_in).name if w.located_in else ""),
            ask("総称", "one_of", lambda d, w: d.window(w.one_of).name if w.one_of else ""),
        ),
    ),
    Noun(
        "unit",
        "報告単位",
        lambda d: d.reporting_units,
        lambda u: str(u.name),
        (ask("担い手", "owner", lambda d, u: owners_text(d, [u.owner])), ask("名", "name", None, WORDS)),
    ),
    Noun(
        "annex",
        "別紙",
        lambda d: d.annexes,
        lambda a: str(a.title),
        (ask("現在日", "as_of"), ask("題名", "title", None, WORDS)),
        frozenset({"programmes"}),
    ),
    Noun(
        "programme",
        "別紙の事業",
        lambda d: [p for annex in d.annexes for p in annex.programmes],
        lambda p: str(p.name),
        (
            ask("実施主体", "owner", lambda d, p: owners_text(d, [p.owner])),
            ask("実施期間", "period", lambda d, p: _window(d, p.period)),
            ask("指標", "indicators", lambda d, p: _names([d.indicator(i).label for i in p.indicators])),
            ask("条件", "conditions", lambda d, p: _names([condition_text(c, d) for c in p.conditions])),
            ask("名", "name", None, WORDS),
            ask("概要", "description", None, WORDS),
        ),
    ),
    Noun(
        "campaign",
        "重点期間",
        lambda d: d.campaigns,
        lambda c: str(c.title),
        (ask("期間", "window", lambda d, c: _window(d, c.window)), ask("題名", "title", None, WORDS)),
    ),
    Noun(
        "amendment",
        "改定の手続",
        lambda d: d.amendments,
        lambda a: str(a.applies_to),
        (
            ask("きっかけ", "trigger"),
            ask("段階", "steps", lambda _d, a: _names([step.act for step in a.steps])),
        ),
    ),
    Noun(
        "section",
        "章・節",
        lambda d: d.sections,
        lambda s: str(s.title),
        (ask("見出し", "title", None, WORDS), ask("番号", "number", None, ChangeClass.ORDER)),
    ),
    Noun(
        "footnote",
        "脚注",
        lambda d: d.footnotes,
        lambda f: f"{f.number}",
        (ask("文", "text", None, WORDS), ask("番号", "number", None, ChangeClass.ORDER)),
    ),
    Noun(
        "municipality",
        "市区町村",
        lambda d: d.area.municipalities,
        lambda m: str(m.name),
        (ask("名", "name"), ask("種類", "kind")),
        id=lambda m: str(m.code),
    ),
    Noun(
        "term",
        "符号",
        lambda d: d.terms,
        lambda t: str(t.label),
        (ask("当たる年齢", "ages as_of", lambda _d, t: term_ages(t)), ask("言葉", "label", None, WORDS)),
    ),
)
