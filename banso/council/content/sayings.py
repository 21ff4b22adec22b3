"""What a paper printed of a measure, in the form in which returns tell what differs."""

from collections.abc import Mapping
from typing import Any

from banso.ledger.kinds import Status
from banso.returns.queries import Item, Moved, Saying, count_text, saying


def saying_of_printed(line: Mapping[str, Any]) -> Saying:
    """A body's line of a measure as a paper holds it."""
    counts = [
        (
            count["id"],
            Item(count["label"], count_text(count["value"], count["unit"], Status.of(count["status"]))),
        )
        for count in line["counts"]
    ]
    return saying(line["state_label"], line["done"], line["next_step"], counts)


def moved_json(moves: list[Moved]) -> list[dict[str, str]]:
    """What moved, as papers and pages say it."""
    return [{"what": m.name, "before": m.before or "なし", "after": m.after or "なし"} for m in moves]
