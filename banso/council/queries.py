"""Reads of papers: the list, one with its files, and whether the ledger still gives the same figures."""

import csv
import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from banso.council.content import gather, since_json
from banso.council.models import Paper, PaperFile
from banso.council.rules import Form, number_text
from banso.lib import clock
from banso.lib.fiscal import FiscalMonth
from banso.lib.readability import check, read
from banso.lib.readability.results import Report
from banso.plan.queries import LoadedPlan, of_edition


@dataclass(frozen=True)
class Verification:
    """What a paper was found to be. ``differences`` names places of the content; ``broken_files`` forms."""

    differences: tuple[str, ...] = ()
    broken_files: tuple[str, ...] = field(default=())

    @property
    def same_figures(self) -> bool:
        return not self.differences

    @property
    def same_files(self) -> bool:
        return not self.broken_files

    @property
    def holds(self) -> bool:
        return self.same_figures and self.same_files

    def as_json(self) -> dict[str, Any]:
        return {
            "reproducible": self.holds,
            "same_figures": self.same_figures,
            "same_files": self.same_files,
            "differences": list(self.differences),
            "broken_files": list(self.broken_files),
        }


def next_number(plan: str) -> str:
    """The number that the next paper of this fiscal year gets, by the clock. One SQL query."""
    year = FiscalMonth.of(clock.today()).year
    prefix = number_text(year, 0).rpartition("-")[0]
    taken = Paper.objects.filter(plan=plan, number__startswith=f"{prefix}-").values_list("number", flat=True)
    last = max((int(number.rpartition("-")[2]) for number in taken), default=0)
    return number_text(year, last + 1)


def papers(plan: str) -> list[Paper]:
    """The papers of a plan, newest first, with their files' names and digests but not their content. Two SQL queries."""
    found = Paper.objects.filter(plan=plan).select_related("printed_by").defer("content")
    return list(found.prefetch_related(_files_without_bytes()))


def newest(plan: str, count: int) -> list[Paper]:
    """The newest papers of a plan, at most ``count``, without their content and their files. One SQL query."""
    return list(Paper.objects.filter(plan=plan).select_related("printed_by").defer("content")[:count])


def paper(pk: int, *, with_files: bool = True) -> Paper:
    """One paper with its content, and its files without their bytes. Two SQL queries. Raises ``Paper.DoesNotExist``."""
    found = Paper.objects.select_related("printed_by")
    return (found.prefetch_related(_files_without_bytes()) if with_files else found).get(pk=pk)


def paper_by_number(plan: str, number: str) -> Paper:
    """One paper by its number. Raises ``Paper.DoesNotExist``."""
    return paper(Paper.objects.values_list("pk", flat=True).get(plan=plan, number=number))


def paper_file(pk: int, form: str) -> PaperFile:
    """One form of a paper, with its bytes. Raises ``PaperFile.DoesNotExist``."""
    return PaperFile.objects.get(paper_id=pk, form=form)


def newest_data_columns(plan: str) -> list[str] | None:
    """The columns of the data file of the newest paper of a plan; ``None`` before the first. One SQL query."""
    return _columns(PaperFile.objects.filter(paper__plan=plan, form=Form.DATA).order_by("-paper_id").first())


def _columns(kept: PaperFile | None) -> list[str] | None:
    return next(csv.reader(bytes(kept.file).decode("utf-8-sig").splitlines())) if kept else None


def readability_of(paper: Paper) -> Report:
    """The rules of machine readability, asked of the data of a paper as it was kept. At most three SQL queries."""
    kept = {
        file.form: file for file in PaperFile.objects.filter(paper=paper, form__in=[Form.PACKAGE, Form.DATA])
    }
    file = kept.get(Form.PACKAGE.value) or kept[Form.DATA.value]
    earlier = newest_paper(paper.plan, before=paper.pk)
    before = _columns(PaperFile.objects.filter(paper=earlier, form=Form.DATA).first()) if earlier else None
    return check(read(file.name, bytes(file.file), before=before, is_first=before is None))


def chart(pk: int, group: str) -> str:
    """The SVG of a chart as it was printed. Raises ``Paper.DoesNotExist`` and KeyError."""
    charts: dict[str, str] = Paper.objects.values_list("content__charts", flat=True).get(pk=pk)
    return charts[group]


def verify(paper: Paper, *, with_since: bool = False) -> Verification:
    """Ask the ledger again (:func:`verify_figures`), and compare the kept files with their digests."""
    broken = [
        file.form
        for file in PaperFile.objects.filter(paper=paper)
        if hashlib.sha256(bytes(file.file)).hexdigest() != file.sha256
    ]
    return Verification(verify_figures(paper, with_since=with_since).differences, tuple(broken))


def verify_figures(paper: Paper, *, with_since: bool = False) -> Verification:
    """Ask the ledger as it was when the paper was printed, in the paper's own edition; compare by value.

    ``with_since`` works out the changes since the paper before again too, which asks the ledger twice.
    """
    plan = of_edition(paper.edition_id)
    moment = paper.content["figures"].get("as_of_moment")
    again = gather(plan, as_of=paper.as_of, seq=paper.known_seq, period=paper.period, moment=moment)
    found = differences(paper.content["figures"], again)
    if with_since and not found and "since" in paper.content:
        since = since_previous(newest_paper(paper.plan, before=paper.pk), again, plan, paper.known_seq)
        kept = paper.content["since"]
        # What later versions of this program ask besides is no difference to what was printed.
        asked = {key: since[key] for key in kept} if kept and since else since
        found = differences(kept, asked, "since")
    return Verification(tuple(found))


def newest_paper(plan: str, before: int | None = None) -> Paper | None:
    """The newest paper of a plan, or the one before the paper ``before``. One SQL query."""
    found = Paper.objects.filter(plan=plan)
    return (found if before is None else found.filter(pk__lt=before)).order_by("-pk").first()


def since_previous(
    before: Paper | None, figures: dict[str, Any], plan: LoadedPlan, seq: int
) -> dict[str, Any] | None:
    """What changed since ``before``; None where there is no paper before. At most ten SQL queries."""
    return since_json(before.content, before.known_seq, figures, plan, seq) if before else None


def differences(before: Any, after: Any, place: str = "") -> list[str]:
    """The places where two JSON values differ: ``indicators.0.cumulative.value``."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = dict.fromkeys((*before, *after))
        return [d for k in keys for d in differences(before.get(k), after.get(k), f"{place}.{k}".lstrip("."))]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = zip(before, after, strict=True)
        return [d for number, (b, a) in enumerate(pairs) for d in differences(b, a, f"{place}.{number}")]
    return [] if before == after else [place]


def _files_without_bytes() -> "Prefetch[str, Any, str]":
    return Prefetch("files", queryset=PaperFile.objects.defer("file"))
