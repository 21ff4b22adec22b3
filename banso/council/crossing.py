"""Published data as records that go to the public face, and publications made from them. What is there never changes."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from banso.access.operations import stand_in
from banso.council.models import Paper, PaperFile, Publication, PublicationNote
from banso.council.revising import reasons
from banso.council.rules import PUBLIC_FORMS
from banso.plan.queries import LoadedPlan

Record = dict[str, Any]
_PAPER = (
    "plan", "number", "title", "known_seq", "fiscal_year", "first_month", "last_month", "sample",
)  # fmt: skip


class NotReadable(Exception):
    """A record is no publication."""


def dump(plan: LoadedPlan) -> Iterator[Record]:
    """Every publication with its public files and notes, and of its paper only what is shown of it."""
    published = Publication.objects.filter(paper__plan=plan.key).select_related("paper")
    before: Paper | None = None
    for found in published.order_by("paper__as_of", "paper__known_seq", "pk"):
        paper = found.paper
        files = PaperFile.objects.filter(paper=paper, form__in=[form.value for form in PUBLIC_FORMS])
        yield {
            "paper": {name: getattr(paper, name) for name in _PAPER},
            "as_of": paper.as_of.isoformat(),
            "as_of_text": paper.content["figures"].get("as_of_text"),
            "printed_at": paper.printed_at.isoformat(),
            "published_at": found.published_at.isoformat(),
            "indicators": paper.content["figures"]["indicators"],
            "reasons": _reasons(plan, before, paper),
            "files": [
                {
                    "form": file.form, "name": file.name, "content_type": file.content_type, "sha256": file.sha256,
                    "content": base64.b64encode(bytes(file.file)).decode(),
                }
                for file in files
            ],
            "notes": [[note.text, note.written_at.isoformat()] for note in found.notes.all()],
        }  # fmt: skip
        before = paper


def _reasons(plan: LoadedPlan, before: Paper | None, paper: Paper) -> dict[str, list[Record]]:
    """Why each indicator was revised since the publication before: the public face holds no ledger to ask."""
    if before is None:
        return {}
    found = {
        row["id"]: reasons(
            plan,
            row["id"],
            since=before.known_seq,
            seq=paper.known_seq,
            as_of=paper.as_of,
            period=paper.period,
        )
        for row in paper.content["figures"]["indicators"]
    }
    return {key: [asdict(reason) for reason in told] for key, told in found.items() if told}


def restore(plan: LoadedPlan, records: Iterable[Record]) -> int:
    """Add what is not there yet, in the transaction of whoever calls. Raises :class:`NotReadable`; how many were new."""
    new = 0
    for number, record in enumerate(records, start=1):
        try:
            new += _publication(plan, record)
        except (KeyError, TypeError, ValueError) as problem:
            raise NotReadable(
                f"{number}件目の公開データが読めません。両方の面を同じ版の伴走にしてください。"
            ) from problem
    return new


def _publication(plan: LoadedPlan, record: Record) -> bool:
    office = stand_in()
    values = {name: record["paper"][name] for name in _PAPER}
    paper, is_new = Paper.objects.get_or_create(
        plan=plan.key,
        number=values["number"],
        defaults={
            **values,
            "plan": plan.key,
            "edition_id": plan.edition_id,
            "as_of": date.fromisoformat(record["as_of"]),
            "printed_at": datetime.fromisoformat(record["printed_at"]),
            "printed_by": office,
            "content": {
                "figures": {
                    "indicators": record["indicators"],
                    "as_of_text": record.get("as_of_text"),
                    "reasons": record.get("reasons", {}),
                }
            },
        },
    )
    if is_new:
        PaperFile.objects.bulk_create([_file(paper, told) for told in record["files"]])
        Publication.objects.create(
            paper=paper, published_at=datetime.fromisoformat(record["published_at"]), published_by=office
        )
    publication = Publication.objects.get(paper=paper)
    for text, written_at in record["notes"]:
        PublicationNote.objects.get_or_create(
            publication=publication,
            text=text,
            written_at=datetime.fromisoformat(written_at),
            defaults={"written_by": office},
        )
    return is_new


def _file(paper: Paper, told: Record) -> PaperFile:
    content = base64.b64decode(told["content"], validate=True)
    if hashlib.sha256(content).hexdigest() != told["sha256"]:
        raise ValueError(told["name"])
    return PaperFile(
        paper=paper, form=told["form"], name=told["name"], content_type=told["content_type"], file=content,
        size=len(content), sha256=told["sha256"],
    )  # fmt: skip
