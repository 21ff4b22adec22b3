"""What is said of a measure, and the one list of what differs between two such sayings.

The difference of versions, the page before an approval, the paper and its then-and-now all tell from this list, so a
count that moved is told by all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from banso.ledger.kinds import MeasureState, Status
from banso.lib import numbers
from banso.plan.format import PlanDocument
from banso.returns.models import MeasureLine
from banso.returns.queries.sources import PREFIX

STATE = "実施状況"
TEXTS = ("実施した内容", "次に行うこと")


@dataclass(frozen=True)
class Item:
    """One thing said of a measure, by the name that people read."""

    name: str
    text: str
    cell: str = ""


# By a key that stays where a later edition words the name otherwise; in the order in which they are told.
Saying = Mapping[str, Item]


@dataclass(frozen=True)
class Moved:
    """What differs: a state, a text or a count. ``before`` or ``after`` is empty where one side does not say it."""

    name: str
    before: str
    after: str
    cell: str

    @property
    def is_state(self) -> bool:
        return self.name == STATE


def moved(before: Saying | None, after: Saying | None) -> list[Moved]:
    """Everything in which ``after`` differs from ``before``: state, texts, and each count."""
    old, new = before or {}, after or {}
    found = []
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        texts = was.text if was else "", now.text if now else ""
        item = now or was
        if texts[0] != texts[1] and item:
            found.append(Moved(item.name, *texts, now.cell if now else ""))
    return found


def saying(
    state: str, done: str, next_step: str, counts: Iterable[tuple[str, Item]], cell: str = ""
) -> Saying:
    """``state`` by its label; ``counts`` by id."""
    texts = dict(zip(TEXTS, (done, next_step), strict=True))
    return {
        "state": Item(STATE, state, cell),
        **{name: Item(name, text, cell) for name, text in texts.items()},
        **{f"count:{key}": item for key, item in counts},
    }


def count_text(amount: int | None, unit: str, status: Status, note: str = "") -> str:
    """4,800人, 30人（概数）, or the word for why there is no number; with the note beside it."""
    if amount is None:
        text = status.label
    else:
        text = f"{numbers.grouped(amount)}{unit}{'' if status is Status.FINAL else f'（{status.label}）'}"
    return f"{text}（備考：{note}）" if note else text


def saying_of_line(document: PlanDocument, line: MeasureLine) -> Saying:
    """As a version says it, each with its cell."""
    counts = zip(line.counts, counts_said(document, line), strict=True)
    return saying(MeasureState.of(line.state).label, line.done, line.next_step, counts, line.cell)


def counts_said(document: PlanDocument, line: MeasureLine) -> list[Item]:
    """The counts of a measure as a version says them, each with the cell that it was read from."""
    asked = asked_counts(document, line.measure)
    items = []
    for key, count in line.counts.items():
        label, unit = asked.get(key, (key, ""))
        text = count_text(count["amount"], unit, Status.of(count["status"]), count.get("note", ""))
        items.append(Item(label, text, count.get("cell") or line.cell))
    return items


def sayings_by_source(document: PlanDocument, measure: str, sources: Iterable[str]) -> dict[str, Saying]:
    """What the versions behind ``sources`` say of one measure. One SQL query."""
    pks = [int(source.removeprefix(PREFIX)) for source in sources if source.startswith(PREFIX)]
    lines = MeasureLine.objects.filter(measure=measure, version__in=pks)
    return {f"{PREFIX}{line.version_id}": saying_of_line(document, line) for line in lines}


def asked_counts(document: PlanDocument, measure: str) -> dict[str, tuple[str, str]]:
    """(label, unit) of each count that the plan asks of a measure, by id; none where the plan has dropped it."""
    try:
        return {count.id: (count.label, count.unit) for count in document.measure(measure).counts}
    except KeyError:
        return {}
