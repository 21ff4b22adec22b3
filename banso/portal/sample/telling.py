"""Play the story: load the plan, make the users, send every return through the real path."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from banso.council.operations import print_paper
from banso.directory.operations import load_directory, sync
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.operations import load
from banso.plan.queries import LoadedPlan, current
from banso.portal.sample import story
from banso.portal.sample.answers import Clerk, Twist
from banso.portal.sample.contacts import ask_for_talks
from banso.portal.sample.figures import Figures
from banso.portal.sample.filling import fill
from banso.portal.sample.people import People, gather
from banso.portal.sample.story import Scene, Verb
from banso.portal.sample.ugly import Maker
from banso.returns import operations as returns
from banso.returns.queries import Expected, asks_offices, expected, known_for, offices_of, open_questions
from banso.returns.rules import asks_body
from banso.returns.workbook import build, layout_of

if TYPE_CHECKING:
    from banso.returns.models import Version

EXPLANATION = "集計表をもう一度確かめました。この値で報告します。"
CONFIRMATION = "メールで、担当の係長が確認したとの連絡を受けた。"


@dataclass
class Stage:
    """Where the story stands: the plan, the people, and the newest version of each return."""

    plan: LoadedPlan
    clerk: Clerk
    people: People
    versions: dict[tuple[str, Period], Version] = field(default_factory=dict)

    def play(self, scene: Scene) -> None:
        """Let one scene happen at its moment."""
        with clock.standing_at(scene.at):
            if scene.verb is Verb.PRINT or scene.period is None:
                print_paper(plan=self.plan, as_of=clock.today(), period=None, by=self.people.secretariat)
                return
            key = (scene.organisation, scene.period)
            if scene.verb is Verb.SEND:
                self.versions[key] = self._send(scene.organisation, scene.period, scene.twist)
            elif scene.verb is Verb.APPROVE:
                self._confirm(scene.organisation, self.versions[key])
                returns.approve(version=self.versions[key], by=self.people.approver)
            else:
                returns.ask_back(
                    version=self.versions[key], by=self.people.secretariat, question=scene.question
                )

    def _send(self, organisation: str, period: Period, twist: Twist) -> Version:
        known = known_for(self.plan, organisation, period)
        template = build(self.plan, organisation, period, known=known)
        cells = self.clerk.answers(layout_of(self.plan, organisation, period), twist)
        name = f"{self.plan.document.organisation(organisation).short_name}_{period.key}.xlsx"
        sender = self.people.sender(organisation)
        version = returns.take_workbook(plan=self.plan, file=fill(template, cells), file_name=name, by=sender)
        asked = open_questions(version)
        if asked:
            # A clerk looks again, says so, and hands in; a slip of the hand is explained away like the rest.
            returns.answer(
                version=version, answers={question.pk: EXPLANATION for question in asked}, by=sender
            )
            version = returns.submit(version=version, by=sender)
        return version

    def _confirm(self, organisation: str, version: Version) -> None:
        """The steps before the secretariat's, where the plan asks for them."""
        offices = offices_of(self.plan, version) if asks_offices(self.plan) else []
        for office in offices:
            if not office.agrees:
                by = self.people.offices.get(office.unit, self.people.sender(organisation))
                returns.vouch(version=version, unit=office.unit, by=by, words="" if by.unit else CONFIRMATION)
        if asks_body(self.plan.document.reporting.steps):
            by = self.people.confirmers.get(organisation, self.people.secretariat)
            returns.confirm(version=version, by=by, confirmation=CONFIRMATION)


def due_returns(plan: LoadedPlan, today: date) -> list[Expected]:
    """The returns whose day has gone by."""
    return [row for row in expected(plan, today) if row.due < today]


def tell(
    *, key: str, today: date, password: str, root: Path | None = None, files: Path | None = None
) -> People:
    """Fill an empty database with the plan ``key`` and what happened to it until ``today``.

    ``files``: a folder for files as they really come, to be dropped into the inbox.
    """
    with clock.standing_at(story.at(today.replace(month=4, day=1), 9, 0)):
        load(key=key, root=root)
        plan = current(key)
        sync(plan=plan)
        load_directory(plan=plan)
    figures = Figures(plan.document, plan.digest)
    due = due_returns(plan, today)
    people = gather(plan, story.cast(plan, due, today).bodies, password)
    stage = Stage(plan, Clerk(plan, figures), people)
    for scene in story.scenes(plan, figures, due, today):
        stage.play(scene)
    with clock.standing_at(story.at(today, 8, 0)):
        ask_for_talks(plan, people)
    if files is not None:
        with clock.standing_at(story.at(today, 8, 0)):
            Maker(plan, stage.clerk, due).write(files)
    return people
