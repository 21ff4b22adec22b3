"""What an import would do, row by row, against the directory as it is. Nothing is written here."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

from banso.directory.codes import EntryStatus, RowOutcome
from banso.directory.exchange.incoming.relations import WINDOWS
from banso.directory.exchange.incoming.rows import Areas, Draft
from banso.directory.exchange.incoming.said import Said, as_before, source_of, sourced_field
from banso.lib.cells import cell
from banso.lib.likeness import fold

BATCH = 500
T = TypeVar("T")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
# Facts of a row that are not fields of a window themselves.
_MERGED = ("alias", "phone", "operator", "operators", "body", "hours_said")
# Lists whose order says nothing.
_SETS = ("channels", "catchment")


@dataclass
class Known:
    """The windows that are there, only as far as a row needs to find its own: id, names, municipality. ``classes``: a
    name that stands for several windows (福祉事務所) with those windows; a row never means it by its name."""

    keys: set[str] = field(default_factory=set)
    classes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    names: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def add(self, key: str, names: Iterable[str], home: str) -> None:
        self.keys.add(key)
        for name in {fold(name) for name in names} - {""}:
            self.names.setdefault(name, set()).add((key, home))


@dataclass(frozen=True)
class Difference:
    """One field, before and after. ``conflict``: the organisation in charge wrote what stands there. ``source`` is who
    says the new value, ``source_before`` who said the old one where that was not the source of the whole entry."""

    field: str
    before: Any
    after: Any
    conflict: bool = False
    source: Mapping[str, str] | None = None
    source_before: Mapping[str, str] | None = None


@dataclass
class Planned:
    """A row with its one outcome. ``key`` is the window that it makes or means."""

    number: int
    name: str
    outcome: RowOutcome
    key: str = ""
    reason: str = ""
    repairs: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def conflicts(self) -> bool:
        return any(difference.conflict for difference in self.differences)


# Windows as records, by key, and the (key, field) that their organisations wrote.
Fetch = Callable[[list[str]], tuple[Mapping[str, Mapping[str, Any]], set[tuple[str, str]]]]


@dataclass
class Planner:
    """Plans the rows of one file. Records of windows are fetched a batch at a time."""

    known: Known
    areas: Areas
    fetch: Fetch
    said: Said
    # Which row made or meant a window, and a digest of what it said.
    _seen: dict[str, tuple[int, str]] = field(default_factory=dict)

    def planned(self, drafts: Iterable[Draft]) -> Iterator[Planned]:
        """Every draft once, in its order."""
        for batch in batches(drafts, BATCH):
            found = [(draft, *self._meant(draft)) for draft in batch]
            records, written = self.fetch(
                [key for _, key, reason in found if key in self.known.keys and not reason]
            )
            for draft, key, reason in found:
                yield self._one(draft, key, reason, records.get(key), written)

    def _one(
        self,
        draft: Draft,
        key: str,
        reason: str,
        record: Mapping[str, Any] | None,
        written: set[tuple[str, str]],
    ) -> Planned:
        made = Planned(
            draft.number, draft.name, RowOutcome.REFUSED, key, reason, draft.repairs, draft.problems
        )
        if reason:
            return made
        told = hashlib.sha256(
            json.dumps(draft.values, ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()
        before = self._seen.setdefault(key, (draft.number, told))
        if before[0] != draft.number:
            if before[1] == told:
                made.outcome, made.reason = RowOutcome.MATCHED, f"{before[0]}行目と同じ内容です。"
            else:
                made.reason = f"同じ窓口が{before[0]}行目にもあり、内容が違います。どちらかにしてください。"
            return made
        for name in WINDOWS.values():
            other = draft.values.get(name)
            if other is not None and (other == key or other not in self.known.keys):
                draft.problems.append(
                    f"関係の表の窓口「{other[:60]}」は台帳にありません。この項目は入れません。"
                )
                del draft.values[name]
        made.differences = _differences(draft, record or {}, key, written, self.areas)
        if any(difference.field == "assured_on" for difference in made.differences):
            made.differences.append(
                Difference("assured_by", (record or {}).get("assured_by"), self.said.source[:120])
            )
        if record is not None:
            who = source_of(draft.values, record, self.said)
            made.differences = [_sourced(difference, record, who) for difference in made.differences]
        if record is None:
            made.outcome = RowOutcome.CREATED
        else:
            made.outcome = RowOutcome.CHANGED if made.differences else RowOutcome.MATCHED
        return made

    def _meant(self, draft: Draft) -> tuple[str, str]:
        """(id, reason to refuse): by the id, else by name and municipality, else a new window."""
        if draft.reason:
            return "", draft.reason
        own = _own_key(draft)
        by_id = next((key for key in (draft.given_id, own) if key and key in self.known.keys), None)
        if by_id:
            return by_id, ""
        code = draft.values.get("municipality", "")
        home = self.areas.home(code) if code else ""
        candidates = sorted(self.known.names.get(fold(draft.name), ()))
        single = [(key, where) for key, where in candidates if key not in self.known.classes]
        near = [key for key, where in single if not home or where == home]
        if len(near) == 1 and (home or len(candidates) == 1):
            return near[0], ""
        if len(near) > 1:
            return "", f"同じ名の窓口がいくつもあり、どれか{_undecided(near)}"
        return self._unlike(draft, home, [key for key, where in candidates if not home or not where], own)

    def _unlike(self, draft: Draft, home: str, vague: list[str], own: str) -> tuple[str, str]:
        """A row whose name only ``vague`` windows have: names for several windows, and windows of no one place. What
        one office says is not said of all, so the row makes a window only where its own id says that it is another.
        """
        members = [
            key
            for each in vague
            for key, where in self.known.classes.get(each, ())
            if not home or where == home
        ]
        if members or (vague and not own):
            return "", f"「{draft.name}」という名だけでは、どの窓口か{_undecided([*members, *vague])}"
        if vague:
            draft.problems.append(f"同じ名の「{'、'.join(vague[:5])}」とは、IDが違うので別の窓口にします。")
        return own or _made_key(draft), ""


def batches(found: Iterable[T], size: int) -> Iterator[list[T]]:
    """The same in lists of at most ``size``, read only as far as they are asked for."""
    left = iter(found)
    while batch := list(islice(left, size)):
        yield batch


def _undecided(keys: list[str]) -> str:
    return f"決められません（{'、'.join(dict.fromkeys(keys[:5]))}）。IDを書いてください。"


def _own_key(draft: Draft) -> str:
    """The id of the file within its municipality: 001 of one city is not 001 of another."""
    if not draft.given_id:
        return ""
    place = draft.values.get("municipality", "")
    key = f"{place}-{draft.given_id.lower()}" if place else draft.given_id.lower()
    return key if _KEY.fullmatch(key) else f"{place or 'w'}-{_digest(draft.given_id)}"


def _made_key(draft: Draft) -> str:
    return f"w-{_digest(fold(draft.name), draft.values.get('municipality', ''))}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def _sourced(difference: Difference, record: Mapping[str, Any], who: Mapping[str, str]) -> Difference:
    name = sourced_field(difference.field)
    if name is None:
        return difference
    return replace(difference, source=who, source_before=record["field_sources"].get(name))


def _differences(
    draft: Draft, record: Mapping[str, Any], key: str, written: set[tuple[str, str]], areas: Areas
) -> list[Difference]:
    """Field by field what the row would change. An empty cell says nothing and changes nothing."""
    after = {name: value for name, value in draft.values.items() if name not in _MERGED}
    if record and not _same(record.get("status"), after.pop("status", None) or record.get("status")):
        draft.problems.append("状態は取り込みでは変えません。窓口のページで変えてください。")
    if record and (kept_out := as_before(after, record)):
        draft.problems.append(kept_out)
    if not record:
        after = {"kind": "窓口", "status": EntryStatus.ACTIVE.value} | after
    if record and _among(draft.name, [record["name"], *record["aliases"]]):
        # Another spelling, or another name that the directory has already.
        after.pop("name", None)
    if record.get("municipality") and areas.home(record["municipality"]) == after.get("municipality"):
        # The city of a ward says less than the ward.
        del after["municipality"]
    if record.get("assured_on") and after.get("assured_on", "") < record["assured_on"]:
        # What was confirmed later stays confirmed.
        after.pop("assured_on", None)
    after |= _merged(draft.values, record)
    if record and draft.values.get("hours_said") and _same(record["hours_text"], draft.values["hours_said"]):
        after.pop("hours_text", None)
    if "hours_text" in after and "hours" not in after:
        # Hours of other words would be told as those of these.
        after["hours"] = None
    found = []
    for name, value in after.items():
        before = record.get(name)
        if not (_same(before, value) or name in _SETS and _holds(before, value, areas)):
            theirs = (key, name) in written or (key, "*") in written
            found.append(Difference(name, before, value, conflict=bool(record) and theirs))
    if record.get("hours") and not any(difference.field == "hours_text" for difference in found):
        # The same words were understood before, perhaps from a longer source.
        found = [difference for difference in found if difference.field != "hours"]
    return found


def _holds(before: Any, after: list[str], areas: Areas) -> bool:
    """Whether a list says the same already; the whole area with its wards is the whole area."""
    there, told = set(before or ()), set(after)
    return there == told or (
        there > told and told == {p.code for p in areas.places.values() if not p.part_of}
    )


def _merged(values: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of which a window may have several: the row's are added; its telephones come first."""
    made: dict[str, Any] = {}
    if "alias" in values and not _among(
        values["alias"], [record.get("name", ""), *record.get("aliases", [])]
    ):
        made["aliases"] = [*record.get("aliases", []), values["alias"]]
    there = record.get("operators", [])
    told = values.get("operators") or [values[name] for name in ("operator",) if name in values]
    if not told and not there and "body" in values:
        told = [values["body"]]
    if any(body not in there for body in told):
        made["operators"] = [*there, *(body for body in told if body not in there)]
    if "phone" in values:
        there = [dict(phone) for phone in record.get("phones", [])]
        told = [next((p for p in there if _is_same_phone(p, new)), new) for new in values["phone"]]
        if any(phone not in there for phone in told):
            made["phones"] = [*told, *(phone for phone in there[1:] if phone not in told)]
    return made


def _is_same_phone(there: Mapping[str, str], told: Mapping[str, str]) -> bool:
    """Whether it is the number that is there already; a row that names no extension says nothing of one."""
    same = not told["extension"] or there.get("extension", "") == told["extension"]
    return same and _digits(there["number"]) == _digits(told["number"])


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _among(name: str, names: Iterable[str]) -> bool:
    return fold(name) in {fold(other) for other in names}


def _same(before: Any, after: Any) -> bool:
    """Whether nobody would see a difference: our own files come back with plain letters on one line."""
    if isinstance(before, str) and isinstance(after, str):
        return cell(before) == cell(after)
    if isinstance(before, float | int) and isinstance(after, float | int):
        return abs(before - after) < 1e-9
    return bool(before == after) or (before in (None, "", []) and after in (None, "", []))
