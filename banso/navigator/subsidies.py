"""Whether a firm may get a subsidy: 可能性あり, 要確認 or 対象外, condition by condition. Pure: no Django.

The office named with the subsidy decides; a "may" here is no promise. Which rules hold is decided by the date that the
subsidy names (the day of hiring, of referral, of conversion).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from banso.directory.catalogue import Catalogue, SubsidyCard, SubsidyRulesCard
from banso.directory.codes import Confidence
from banso.directory.format import Condition, Fact
from banso.lib.codes import Code
from banso.navigator.results import Facts
from banso.navigator.rules.judging import Judged, judge_of


class Prospect(Code):
    """What a firm can be told of a subsidy."""

    POSSIBLE = ("possible", "可能性あり", "答えのとおりなら、書かれている条件に合う。決めるのは窓口")
    CHECK = ("check", "要確認", "わからない条件がある。窓口で確かめる")
    EXCLUDED = ("excluded", "対象外", "合わない条件がある")


@dataclass(frozen=True)
class ConditionAnswer:
    """One condition and how it stands: ``holds`` is ``None`` while it is open; ``missing`` would decide it."""

    says: str
    holds: bool | None
    missing: tuple[Fact, ...]
    ask: tuple[str, ...]
    change: str
    source: str
    confirmed: bool


@dataclass(frozen=True)
class SubsidyAnswer:
    """A subsidy judged by the rules of its date. ``rules`` is ``None`` where no version covers the date, or where the
    date is unknown and several versions stand: then the latest is judged and ``dated`` is false.
    """

    subsidy: SubsidyCard
    prospect: Prospect
    reason: str
    rules: SubsidyRulesCard | None
    dated: bool
    conditions: tuple[ConditionAnswer, ...]

    @property
    def unconfirmed(self) -> bool:
        """Whether a source of these rules is none of the office that decides."""
        official = self.rules is None or self.rules.confidence is Confidence.OFFICIAL
        return not official or any(not condition.confirmed for condition in self.conditions)


def judge(
    subsidies: Iterable[SubsidyCard], facts: Facts, catalogue: Catalogue, *, on: date
) -> list[SubsidyAnswer]:
    """Every subsidy for a firm's plan. An unknown date is taken as ``on``, and said to be so."""
    return [_judge(subsidy, facts, catalogue, on) for subsidy in subsidies]


def facts_asked(subsidies: Iterable[SubsidyCard], catalogue: Catalogue) -> list[Fact]:
    """The facts by which these subsidies are decided, in the order of the code list: what a form has to ask."""
    asked: set[Fact] = set()
    for subsidy in subsidies:
        for version in subsidy.versions:
            asked.add(version.date_fact)
            nothing = judge_of({}, catalogue.vocabulary, catalogue.places, catalogue.area)
            for condition in version.conditions:
                asked.update(nothing.judge(condition.rule).missing)
    return [fact for fact in Fact if fact in asked]


def undecided(answers: Iterable[SubsidyAnswer], put: Collection[Fact] = ()) -> list[tuple[Fact, ...]]:
    """The facts that would bring each subsidy nearest to its end: those of the open conditions that lack least, so that
    a firm is not asked on about what one answer excludes. ``put`` are facts that were asked for already.
    """
    open_answers = (answer for answer in answers if answer.prospect is Prospect.CHECK and answer.rules)
    return [missing for answer in open_answers if (missing := _nearest(answer, put))]


def _nearest(answer: SubsidyAnswer, put: Collection[Fact]) -> tuple[Fact, ...]:
    """The day of the rules comes first where it chooses between versions, and alone where nothing else is open. A
    condition that only the office can tell, or that a firm left open, bars 可能性あり: then that is asked which may
    still exclude.
    """
    open_ = [condition for condition in answer.conditions if condition.holds is None]
    left = [([fact for fact in each.missing if fact not in put], each) for each in open_]
    barred = any(not facts for facts, _each in left)
    lacking = [facts for facts, each in left if facts and not (barred and each.ask)]
    fewest = min(map(len, lacking), default=0)
    day_matters = not answer.dated and (not open_ or len(answer.subsidy.versions) > 1)
    day = [answer.rules.date_fact] if answer.rules and day_matters else []
    facts = [fact for facts in lacking if len(facts) == fewest for fact in facts]
    return tuple(fact for fact in dict.fromkeys([*day, *facts]) if fact not in put)


def _judge(subsidy: SubsidyCard, facts: Facts, catalogue: Catalogue, on: date) -> SubsidyAnswer:
    rules, dated = _version(subsidy, facts, on)
    if rules is None:
        reason = "その日に使える決まりが、台帳にありません。窓口に確かめてください。"
        return SubsidyAnswer(subsidy, Prospect.CHECK, reason, None, dated, ())
    judging = judge_of(facts, catalogue.vocabulary, catalogue.places, catalogue.area)
    answers = tuple(_answer(condition, judging.judge(condition.rule)) for condition in rules.conditions)
    failing = [answer for answer in answers if answer.holds is False]
    open_ = [answer for answer in answers if answer.holds is None]
    if failing:
        said = "、".join(answer.says for answer in failing)
        return SubsidyAnswer(
            subsidy, Prospect.EXCLUDED, f"次の条件に合いません：{said}。", rules, dated, answers
        )
    if open_ or not dated:
        return SubsidyAnswer(
            subsidy, Prospect.CHECK, _open_reason(open_, rules, dated), rules, dated, answers
        )
    return SubsidyAnswer(
        subsidy, Prospect.POSSIBLE, f"書かれている条件に合います。決めるのは{subsidy.decided_by}です。",
        rules, dated, answers,
    )  # fmt: skip


def _version(subsidy: SubsidyCard, facts: Facts, on: date) -> tuple[SubsidyRulesCard | None, bool]:
    """The version whose span holds the deciding date, and whether that date is known."""
    dated = all(isinstance(facts.get(version.date_fact), date) for version in subsidy.versions)
    for version in reversed(subsidy.versions):
        given = facts.get(version.date_fact)
        day = given if isinstance(given, date) else on
        early = version.valid_from is not None and day < version.valid_from
        late = version.valid_to is not None and day > version.valid_to
        if not early and not late:
            return version, dated
    return None, dated


def _answer(condition: Condition, judged: Judged) -> ConditionAnswer:
    return ConditionAnswer(
        condition.says, judged.holds, judged.missing, judged.ask, condition.change or "",
        condition.source or "", condition.confirmed,
    )  # fmt: skip


def _open_reason(open_: list[ConditionAnswer], rules: SubsidyRulesCard, dated: bool) -> str:
    facts: Mapping[Fact, None] = dict.fromkeys(
        [*([] if dated else [rules.date_fact]), *(fact for answer in open_ for fact in answer.missing)]
    )
    if facts:
        return f"「{'」「'.join(fact.label for fact in facts)}」がわかると、次へ進めます。"
    return "窓口で確かめる条件があります：" + "、".join(answer.says for answer in open_) + "。"
