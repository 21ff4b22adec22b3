"""No chain of references leads back to where it began."""

from collections.abc import Iterator

from banso.plan.lint.table import Finding, Sheet, error
from banso.plan.places import Path


def cycle(start: str, following: dict[str, list[str]]) -> list[str]:
    """A way from ``start`` back to itself, or nothing. Only ways through ``start`` count."""
    waiting = [[start]]
    seen: set[str] = set()
    while waiting:
        way = waiting.pop()
        for key in following.get(way[-1], []):
            if key == start:
                return [*way, start]
            if key not in seen:
                seen.add(key)
                waiting.append([*way, key])
    return []


def _cycles(word: str, parts: list[tuple[Path, str]], following: dict[str, list[str]]) -> Iterator[Finding]:
    for path, key in parts:
        if way := cycle(key, following):
            yield Finding(
                path,
                f"{word}「{key}」が自分に戻ります（{' → '.join(way)}）。",
                "輪になっている参照の一つを消してください。",
            )


@error("section-cycle", "章・節の親をたどって、自分に戻らない。")
def section_cycle(sheet: Sheet) -> Iterator[Finding]:
    sections = sheet.document.sections
    parts: list[tuple[Path, str]] = [(("sections", n, "parent"), s.id) for n, s in enumerate(sections)]
    return _cycles("章・節", parts, {s.id: [s.parent] for s in sections if s.parent})


@error("window-cycle", "窓口の part_of・located_in をたどって、自分に戻らない。")
def window_cycle(sheet: Sheet) -> Iterator[Finding]:
    windows = sheet.document.windows
    parts: list[tuple[Path, str]] = [(("windows", n), w.id) for n, w in enumerate(windows)]
    following = {w.id: [key for key in (w.part_of, w.located_in) if key] for w in windows}
    return _cycles("窓口", parts, following)


@error("organisation-cycle", "組織の member_of をたどって、自分に戻らない。")
def organisation_cycle(sheet: Sheet) -> Iterator[Finding]:
    parts: list[tuple[Path, str]] = [((*path, "member_of"), o.id) for path, o in sheet.organisations]
    following = {o.id: [o.member_of] for _path, o in sheet.organisations if o.member_of}
    return _cycles("組織", parts, following)


@error("indicator-cycle", "指標の和・部分・分子・分母・目標の相手をたどって、自分に戻らない。")
def indicator_cycle(sheet: Sheet) -> Iterator[Finding]:
    parts: list[tuple[Path, str]] = [((*path, "structure"), i.id) for path, i in sheet.indicators]
    following = {}
    for _path, indicator in sheet.indicators:
        made = indicator.structure
        leads = [*made.of, made.numerator_of, made.denominator_of, *(t.part for t in indicator.targets)]
        following[indicator.id] = [key for key in leads if key]
    return _cycles("指標", parts, following)
