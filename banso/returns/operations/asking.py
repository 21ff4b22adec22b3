"""Lines and questions of a version, written from what was read; and answers, which are read with the file anew."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.lib import clock
from banso.plan.queries import LoadedPlan, of_edition
from banso.returns import sense
from banso.returns.models import IndicatorLine, MeasureLine, Question, Version
from banso.returns.operations.carrying import carry_cells, carry_sense
from banso.returns.operations.life import held
from banso.returns.operations.outcomes import all_or_nothing
from banso.returns.queries.difference import beside
from banso.returns.queries.history import case_of
from banso.returns.queries.intake import read_again
from banso.returns.queries.offices import asks_offices, offices_of, overwritten
from banso.returns.queries.reverts import reverts
from banso.returns.rules import NotPossible
from banso.returns.states import QuestionKind, State
from banso.returns.workbook import Reading
from banso.returns.workbook.problems import Draft

if TYPE_CHECKING:
    from banso.access.models import User
    from banso.returns.workbook import Question as Asked

MOST_ANSWER = 4000
OFFICE_RULE = "office_differs"
_SENSE_REMEDY = "正しい値なら、そう言える理由を書いてください。誤りなら、ファイルを直して送り直してください。"


def answer(*, version: Version, answers: Mapping[int, str], by: "User") -> Version:
    """Answer questions of a draft, by the key of the question; empty answers are left for later.

    What is told to a question of sense is the body's explanation, kept with the number.

    An answer counts as if it had been typed into the cell: the kept file is read again with every answer so far, and
    the lines are written anew from it. What does not read stays open and says why. The file stays as it came. Raises
    ``Refused`` and :class:`NotPossible`.
    """
    require(member_of(by), Act.SUBMIT_RETURN, version.subject.organisation)
    with all_or_nothing():
        version = held(version)
        if version.state != State.DRAFT:
            raise NotPossible(
                f"この版は今「{State.of(version.state).label}」なので、質問に答えて変えることはできません。"
                "直すときは、新しいファイルを送ってください。"
            )
        questions = {question.pk: question for question in Question.objects.filter(version=version)}
        told = {
            questions[pk]: text.strip()[:MOST_ANSWER]
            for pk, text in answers.items()
            if pk in questions and text.strip()
        }
        for question, text in told.items():
            _put_answer(question, text, by)
        if any(question.kind == QuestionKind.CELL for question in told):
            _read_again(version)
        return version


def _put_answer(question: Question, text: str, by: "User") -> None:
    if question.kind == QuestionKind.SENSE:
        question.explanation = text
    else:
        question.answer = text
    question.answered_at, question.answered_by, question.carried_from = clock.now(), by, None
    question.fault, question.tried = "", ""
    question.save()


def _read_again(version: Version) -> None:
    """The lines of the version from its file and its answers; questions that an answer has not settled stay open."""
    plan = of_edition(version.edition_id)
    cells = {q.key: q for q in version.questions.filter(kind=QuestionKind.CELL)}
    answers = {key: question.answer for key, question in cells.items() if question.answer}
    reading = read_again(plan, version, answers)
    if reading.taken is None:
        raise NotPossible("保管したファイルを読み直せません。新しいファイルを送ってください。")
    put_lines(version, reading.taken)
    version.remarks = reading.taken.remarks
    version.save(update_fields=["remarks"])
    open_now = {question.key: question for question in reading.questions}
    for key, question in cells.items():
        if key in open_now and question.answer:
            question.fault = (
                f"「{question.answer}」では決まりません。{open_now[key].message}{open_now[key].remedy}"
            )
            question.tried, question.answer = question.answer, ""
            question.answered_at, question.answered_by, question.carried_from = None, None, None
            question.save()
    fresh = [asked for key, asked in open_now.items() if key not in cells]
    Question.objects.bulk_create(_cell_question(version, asked) for asked in fresh)
    _put_sense(plan, version)


def put_lines(version: Version, draft: Draft) -> None:
    """The lines of a draft, in place of those that stood there."""
    IndicatorLine.objects.filter(version=version).delete()
    MeasureLine.objects.filter(version=version).delete()
    IndicatorLine.objects.bulk_create(
        [
            IndicatorLine(
                version=version,
                indicator=line.indicator,
                unit=line.unit,
                member=line.member,
                component=line.component.value,
                amount=line.amount,
                status=line.status.value,
                note=line.note,
                cell=line.cell,
            )
            for line in draft.numbers
        ],
        batch_size=500,
    )
    MeasureLine.objects.bulk_create(
        [
            MeasureLine(
                version=version,
                measure=answer.measure,
                state=answer.state.value,
                done=answer.done,
                next_step=answer.next_step,
                counts=answer.counts,
                cell=answer.cell,
            )
            for answer in draft.measures
        ],
        batch_size=500,
    )


def put_questions(plan: LoadedPlan, version: Version, reading: Reading) -> None:
    """What a new version is asked: its doubtful cells, what reading passed over, and what does not make sense."""
    Question.objects.bulk_create(_cell_question(version, asked) for asked in reading.questions)
    Question.objects.bulk_create(
        Question(
            version=version,
            kind=QuestionKind.NOTICE,
            key=f"notice-{number}",
            rule=notice.rule,
            sheet=notice.sheet,
            cell=notice.cell,
            message=notice.message,
        )
        for number, notice in enumerate(reading.notices)
    )
    _put_sense(plan, version)
    if carry_cells(version):
        _read_again(version)


def _cell_question(version: Version, asked: "Asked") -> Question:
    return Question(
        version=version,
        kind=QuestionKind.CELL,
        key=asked.key,
        sheet=asked.sheet,
        cell=asked.cell,
        row=asked.row,
        column=asked.column,
        about=asked.about,
        stored=asked.stored,
        displayed=asked.displayed,
        message=asked.message,
        remedy=asked.remedy,
        asks=asked.asks.value,
        proposal=asked.proposal or "",
        choices=list(asked.choices),
    )


def _put_sense(plan: LoadedPlan, version: Version) -> None:
    """The sense questions of the lines as they stand now. What is asked in the same words keeps its explanation."""
    subject = version.subject
    lines = list(IndicatorLine.objects.filter(version=version).order_by("pk"))
    measures = list(MeasureLine.objects.filter(version=version).order_by("pk"))
    case = case_of(plan, subject.organisation, subject.period, lines, measures)
    found = sense.findings(case)
    found += reverts(plan.document, version, case, lines, measures)
    found += _against_offices(plan, version, lines)
    asked = {(q.key, q.message): q for q in version.questions.filter(kind=QuestionKind.SENSE)}
    now = {(f"{f.rule}:{f.key}", f.message): f for f in found}
    gone = [question.pk for told, question in asked.items() if told not in now]
    Question.objects.filter(pk__in=gone).delete()
    Question.objects.bulk_create(
        Question(
            version=version,
            kind=QuestionKind.SENSE,
            rule=finding.rule,
            key=key,
            sheet=finding.cell.rpartition("!")[0],
            cell=finding.cell.rpartition("!")[2],
            row=finding.key,
            about=finding.about,
            message=finding.message,
            remedy=_SENSE_REMEDY,
        )
        for (key, message), finding in now.items()
        if (key, message) not in asked
    )
    carry_sense(version)


def _against_offices(plan: LoadedPlan, version: Version, lines: "list[IndicatorLine]") -> list[sense.Finding]:
    """A value of an office is not overwritten without a word: the office sees the reason beside both values."""
    if not asks_offices(plan):
        return []
    approved = beside(version).approved
    found = overwritten(
        plan, version, offices_of(plan, version, lines), approved.decided_at if approved else None
    )
    return [
        sense.Finding(
            OFFICE_RULE,
            one.key,
            one.cell,
            one.label,
            f"{one.office}が入れた値と違います。事務所は{one.told}、この版は{one.stands}です。",
        )
        for one in found
    ]
