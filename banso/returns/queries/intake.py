"""What kind of file came: a body's template, the consolidated workbook of all bodies, or a form of a body's own."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.models import Version
from banso.returns.queries.own_forms import read_own_form
from banso.returns.states import Via
from banso.returns.workbook import Reading, read
from banso.returns.workbook.consolidated import IDENTITY_SHEET, read_all
from banso.returns.workbook.layout import IDENTITY_SHEET as TEMPLATE_IDENTITY

_MAX_INDEX = 1024 * 1024


@dataclass(frozen=True)
class Part:
    """What a file says for one body; ``via`` unless it is a template of that body alone.

    ``is_blank``: nothing is filled in for the body, so nothing is taken and nothing is wrong.
    """

    reading: Reading
    via: Via | None = None
    is_blank: bool = False


def parts_of(
    plan: LoadedPlan,
    data: bytes,
    *,
    organisation: str | None = None,
    period: Period | None = None,
    answers: Mapping[str, str] | None = None,
) -> Sequence[Part]:
    """Read ``data``, whatever kind it is: at least one part. Never raises for what the file holds.

    ``organisation`` and ``period``, where given, are whose and for when it must be; ``answers`` are what a clerk said
    to an earlier reading of the same file, and then both must be given.
    """
    names = sheet_names(data)
    if IDENTITY_SHEET in names:
        found = read_all(plan, data, organisation=organisation, period=period, answers=answers)
        return [Part(body.reading, Via.CONSOLIDATED, body.is_blank) for body in found]
    if names and TEMPLATE_IDENTITY not in names:
        own = read_own_form(plan, data, organisation=organisation, period=period, answers=answers)
        if own is not None:
            return [Part(own, Via.OWN_FORM)]
    return [Part(read(plan, data, organisation=organisation, period=period, answers=answers))]


def read_again(plan: LoadedPlan, version: Version, answers: Mapping[str, str]) -> Reading:
    """What the file of ``version`` says for its return, with what a clerk answered meanwhile."""
    subject = version.subject
    parts = parts_of(
        plan,
        bytes(version.file),
        organisation=subject.organisation,
        period=subject.period,
        answers=answers,
    )
    return parts[0].reading


def sheet_names(data: bytes) -> set[str]:
    """The names of the sheets, from the index of the workbook alone; none where it cannot be had cheaply.

    Only a hint: whoever reads the file on it checks the archive first.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            index = archive.getinfo("xl/workbook.xml")
            if index.file_size > _MAX_INDEX:
                return set()
            with archive.open(index) as stream:
                text = stream.read(_MAX_INDEX).decode("utf-8", "replace")
    except (
        BadZipFile,
        KeyError,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        RuntimeError,
        zlib.error,
    ):
        return set()
    return set(re.findall(r"<(?:\w+:)?sheet\b[^>]*?\bname=[\"']([^\"']*)[\"']", text))
