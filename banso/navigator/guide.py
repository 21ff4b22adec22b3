"""From facts to guidance: which services fit, which cannot be told yet, which do not and why; and what to ask next.

Pure: no Django. One call judges the whole catalogue; nothing of the answers is kept.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from banso.directory.catalogue import Catalogue, ServiceCard
from banso.directory.codes import EntryStatus
from banso.directory.format import Condition, Fact
from banso.navigator.asking import next_question
from banso.navigator.nearness import Nearness
from banso.navigator.results import Facts, Guidance, Result, Unmet, Verdict
from banso.navigator.rules.compiled import Compiled, Prepared, compiled, holds_on
from banso.navigator.rules.judging import HOLDS, Judged, judge_of

_NOT_NOW = "いまも行われているかは、窓口に確かめてください。"
_RESTING = "いまは休んでいます。いつ再開するかは、窓口に確かめてください。"


def guide(
    catalogue: Catalogue,
    facts: Facts,
    *,
    on: date,
    moment: datetime | None = None,
    skipped: Collection[str] = (),
) -> Guidance:
    """Judge every service for ``facts`` on the day ``on``. With ``moment`` windows say whether they are open then.
    ``skipped`` are the ids of the questions that were put already, answered or not.
    """
    prepared = compiled(catalogue)
    judge = judge_of(facts, catalogue.vocabulary, catalogue.places, catalogue.area)
    table = [judge.judge(c.rule) if holds_on(c, on) else HOLDS for c in prepared.conditions]
    nearness = Nearness(catalogue, judge, moment)
    wishes = facts.get(Fact.WISHES)
    wished = wishes if isinstance(wishes, frozenset) else frozenset[str]()
    judged = [_judge(each, prepared, table, on, wished) for each in prepared.services]
    results = _ordered(judged, nearness)
    groups = {verdict: tuple(r for r in results if r.verdict is verdict) for verdict in Verdict}
    question = next_question(catalogue, judge, groups, skipped, wished=bool(wished))
    return Guidance(facts, on, tuple(results), question, groups)


def _judge(
    each: Prepared, prepared: Compiled, table: list[Judged], on: date, wished: frozenset[str]
) -> tuple[Result, Prepared]:
    """A result still without windows and without the next best."""
    service = each.service
    stands = [(prepared.conditions[number], table[number]) for number in each.conditions]
    wanted = bool(wished & set(service.offers))
    failing = [(condition, judged) for condition, judged in stands if judged.holds is False]
    if failing:
        unmet = tuple(
            Unmet(condition.says, judged.unmet, condition.change or "", condition.source or "")
            for condition, judged in failing
        )
        return Result(service, Verdict.NO, _why_not(unmet), unmet=unmet, wanted=wanted), each
    open_ = [(condition, judged) for condition, judged in stands if judged.holds is None]
    ask = tuple(dict.fromkeys([*_of_time(service, on), *(text for _c, j in open_ for text in j.ask)]))
    missing = tuple(dict.fromkeys(fact for _c, j in open_ for fact in j.missing))
    if open_ or ask:
        reason = _what_decides([condition for condition, _j in open_], missing, ask)
        return Result(service, Verdict.CHECK, reason, missing=missing, ask=ask, wanted=wanted), each
    return Result(service, Verdict.FITS, _why([c for c, _j in stands]), wanted=wanted), each


def _of_time(service: ServiceCard, on: date) -> list[str]:
    """What only the window can say, because the service is outside its dates or rests."""
    early = service.effective_from is not None and on < service.effective_from
    late = service.effective_to is not None and on > service.effective_to
    resting = service.status is EntryStatus.TEMPORARILY_CLOSED
    return [*([_NOT_NOW] if early or late else []), *([_RESTING] if resting else [])]


def _why(conditions: list[Condition]) -> str:
    """What holds, in a sentence. Who asks goes without saying."""
    said = list(dict.fromkeys(c.says for c in conditions if c.rule.fact is not Fact.ASKER))
    return f"条件（{'、'.join(said)}）に合います。" if said else "どなたでも相談できます。"


def _what_decides(conditions: list[Condition], missing: tuple[Fact, ...], ask: tuple[str, ...]) -> str:
    """The one thing that is lacking, in a sentence."""
    if not missing:
        return ask[0]
    said = "、".join(dict.fromkeys(c.says for c in conditions if c.rule.fact is not Fact.ASKER))
    told = f"（{said}）" if said else ""
    return f"「{'」「'.join(fact.label for fact in missing)}」がわかると決まります{told}。"


def _why_not(unmet: tuple[Unmet, ...]) -> str:
    said = "、".join(dict.fromkeys(each.says for each in unmet))
    changes = [each.change for each in unmet if each.change]
    return f"対象は、{said}です。{' '.join(changes)}".rstrip()


def _ordered(judged: list[tuple[Result, Prepared]], nearness: Nearness) -> list[Result]:
    """Windows and next best filled in, and everything in the order of the page."""
    by_key = {result.service.key: result for result, _each in judged}
    placed = []
    for result, each in judged:
        windows = () if result.verdict is Verdict.NO else nearness.of(each.windows)
        placed.append(_with(result, windows=windows))
    ranks = {verdict: rank for rank, verdict in enumerate(Verdict)}
    placed.sort(
        key=lambda r: (
            ranks[r.verdict], not r.wanted, nearness.rank(r.windows), r.service.order, r.service.key,
        )
    )  # fmt: skip
    fallback = next((r.service for r in placed if r.verdict is Verdict.FITS), None)
    return [
        _with(r, next_best=_next_best(r.service, by_key) or fallback) if r.verdict is Verdict.NO else r
        for r in placed
    ]


def _next_best(service: ServiceCard, by_key: Mapping[str, Result]) -> ServiceCard | None:
    """The first of the services named for this case that may fit: they are named in the order of what serves best."""
    named = (by_key[key] for key in service.next_best if key in by_key)
    return next((result.service for result in named if result.verdict is not Verdict.NO), None)


def _with(result: Result, **changes: object) -> Result:
    """``dataclasses.replace``, which is too slow for ten thousand."""
    values = {**result.__dict__, **changes}
    return Result(**values)
