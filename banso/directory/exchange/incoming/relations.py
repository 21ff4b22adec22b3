"""What a window has several of, from the table of links that our own files carry beside the table of windows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from banso.directory.codes import Channel
from banso.lib.likeness import fold
from banso.lib.text import one_line

# By id of a window, by relation, the ids of the others in their order.
Links = Mapping[str, Mapping[str, Sequence[str]]]
HEADER = ("ID", "関係", "相手ID")
WINDOWS = {"含まれる窓口": "part_of", "種類の窓口": "one_of", "所在する窓口": "located_in"}
_MANY = re.compile(r"の\d+市区町村")


def collected(rows: Iterable[tuple[str, str, str]]) -> Links:
    """Rows of (id, relation, other) by id and relation."""
    found: dict[str, dict[str, list[str]]] = {}
    for key, relation, other in rows:
        if key and relation and other:
            found.setdefault(key, {}).setdefault(relation, []).append(other)
    return found


def related(told: Mapping[str, Sequence[str]], range_: str, areas: Any) -> tuple[dict[str, Any], list[str]]:
    """The fields that the links of one window say, with its words for whom it serves; and what cannot be taken over."""
    values: dict[str, Any] = {}
    problems = []
    bodies = told.get("運営する組織", ())
    there = set(areas.bodies.values())
    problems += [
        f"団体「{body[:40]}」は台帳にありません。この項目は入れません。"
        for body in bodies
        if body not in there
    ]
    if known := [body for body in bodies if body in there]:
        values["operators"] = known
    channels = told.get("相談の方法", ())
    if channels and all(code in {each.value for each in Channel} for code in channels):
        values["channels"] = list(channels)
    places, problem = _catchment(told.get("対象の地域", ()), one_line(range_), areas)
    if places:
        values |= {"catchment": places, "catchment_known": True}
    values |= {WINDOWS[name]: others[0] for name, others in told.items() if name in WINDOWS}
    return values, problems + ([problem] if problem else [])


def _catchment(codes: Sequence[str], said: str, areas: Any) -> tuple[list[str], str]:
    if codes:
        outside = [code for code in codes if code not in areas.places]
        problem = (
            f"対象の地域「{outside[0][:20]}」は計画の地域にありません。この項目は入れません。"
            if outside
            else ""
        )
        return ([] if outside else sorted(codes)), problem
    if said and fold(said) == fold(f"{areas.name}全域"):
        return sorted(code for code, place in areas.places.items() if not place.part_of), ""
    single = [code for code, place in areas.places.items() if said and fold(place.name) == fold(said)]
    if not single and _MANY.search(said):
        return [], f"対象の地域（{said[:40]}）の並びは、関係の表にあります。この項目は入れません。"
    return single, ""
