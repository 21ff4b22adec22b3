"""Searching the plan: measures, indicators and windows. Pure, no Django."""

from dataclasses import dataclass

from banso.lib.text import fold
from banso.plan.format import Organisation, PlanDocument, ServiceWindow
from banso.plan.outline import IndicatorItem, MeasureItem, indicator_item, measure_item


@dataclass(frozen=True)
class Found:
    """What a search of the plan found."""

    measures: tuple[MeasureItem, ...] = ()
    indicators: tuple[IndicatorItem, ...] = ()
    windows: tuple[tuple[ServiceWindow, tuple[MeasureItem, ...]], ...] = ()

    @property
    def count(self) -> int:
        return len(self.measures) + len(self.indicators) + len(self.windows)


def find(document: PlanDocument, text: str) -> Found:
    """Measures, indicators and windows in which every word of ``text`` stands, whatever its width or case."""
    words = fold(text).split()
    if not words:
        return Found()

    def has(*texts: str | None) -> bool:
        whole = fold(" ".join(t for t in texts if t))
        return all(word in whole for word in words)

    measures = tuple(measure_item(document, m) for m in document.measures)
    return Found(
        measures=tuple(item for item in measures if has(*_words_of(item))),
        indicators=tuple(
            item
            for item in (indicator_item(document, i) for i in document.all_indicators)
            if has(
                item.indicator.label,
                item.indicator.short_label,
                item.indicator.definition,
                *(o.name for o in item.owners),
            )
        ),
        windows=tuple(
            (window, tuple(m for m in measures if window in m.windows))
            for window in document.windows
            if has(
                window.name, *window.aliases, window.kind, window.description, *_collective(document, window)
            )
        ),
    )


def _collective(document: PlanDocument, window: ServiceWindow) -> list[str]:
    """What the plan calls all windows of its kind: one of the サポステ is found by that word."""
    return [name for w in document.windows if w.id == window.one_of for name in (w.name, *w.aliases)]


def _words_of(item: MeasureItem) -> list[str | None]:
    measure = item.measure
    things: tuple[Organisation | ServiceWindow, ...] = (*item.owners, *item.windows)
    named = [name for thing in things for name in (thing.name, *thing.aliases)]
    return [measure.title, measure.description, measure.official_text, *measure.services, *named]
