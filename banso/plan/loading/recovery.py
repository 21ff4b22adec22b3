"""Lint of a document of which a part does not fit the format.

An author who mistypes one key wants to hear of the goal that does not add up in the same run. So what does not
fit is taken out of a copy, and the rules look at the rest. Only errors are reported then, and none that the
taking out may itself have caused.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from banso.plan.faults import Fault, Severity
from banso.plan.format import PlanDocument
from banso.plan.lint import lint
from banso.plan.places import Path, Places, dotted

ROUNDS = 12


def lint_of_what_can_be_read(
    values: dict[str, object], details: Sequence[Mapping[str, Any]], places: Places
) -> list[Fault]:
    """The errors that the rules find in the part of ``values`` that fits; nothing if too little is left."""
    rest: Any = copy.deepcopy(values)
    removed: list[Path] = []
    lost: set[str] = set()
    for _round in range(ROUNDS):
        cut = {_to_cut(tuple(detail["loc"]), str(detail["type"])) for detail in details}
        if () in cut:
            return []
        for path in cut:
            lost |= _names(_take_out(rest, path))
            removed.append(path)
        try:
            document = PlanDocument.model_validate(_without_holes(rest))
        except ValidationError as invalid:
            details = invalid.errors(include_url=False)
            continue
        if any(isinstance(step, int) for path in removed for step in path):
            places = _moved(places, rest)
        return [fault for fault in lint(document, places) if _stands_by_itself(fault, removed, lost)]
    return []


class _Hole:
    """Stands where an item was taken out, so that the places of its neighbours stay right."""


_HOLE = _Hole()


def _to_cut(path: Path, kind: str) -> Path:
    """What to take out for an error: the unknown key, or the item of a list (or optional part) around it."""
    if kind == "extra_forbidden":
        return path
    whole = path
    while whole and not isinstance(whole[-1], int):
        whole = whole[:-1]
    return whole


def _take_out(rest: Any, path: Path) -> object:
    around = rest
    for step in path[:-1]:
        around = around[step] if not isinstance(around, _Hole) else _HOLE
        if isinstance(around, _Hole):
            return None
    last = path[-1]
    if isinstance(around, list) and isinstance(last, int):
        taken, around[last] = around[last], _HOLE
        return taken
    if isinstance(around, dict):
        return around.pop(last, None)
    return None


def _without_holes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_holes(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_without_holes(part) for part in value if part is not _HOLE]
    return value


def _names(taken: object) -> set[str]:
    """The ids and codes that went with what was taken out."""
    names: set[str] = set()
    waiting = [taken]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            names |= {str(part[key]) for key in ("id", "code") if key in part}
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return names


def _moved(places: Places, rest: Any) -> Places:
    """The places by the positions that the parts have once the holes are closed."""
    moved = Places(folder=places.folder, plain=places.plain)

    def walk(value: Any, old: Path, new: Path) -> None:
        if old in places.lines:
            moved.lines[new] = places.lines[old]
            moved.origins[new] = old
        if isinstance(value, dict):
            for key, part in value.items():
                walk(part, (*old, key), (*new, key))
        elif isinstance(value, list):
            kept = [(index, part) for index, part in enumerate(value) if part is not _HOLE]
            for position, (index, part) in enumerate(kept):
                walk(part, (*old, index), (*new, position))

    walk(rest, (), ())
    return moved


def _stands_by_itself(fault: Fault, removed: list[Path], lost: set[str]) -> bool:
    """Whether the fault would be there without the taking out, as far as can be told."""
    if fault.severity is not Severity.ERROR or any(f"「{name}」" in fault.message for name in lost):
        return False
    return not any(dotted(path).startswith(fault.path) for path in removed)
