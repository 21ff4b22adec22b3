"""What bodies told from April to June 2025, small enough to add up by hand, for tests of pages.

``told(plan)`` enters it on 10 July 2025. New registrations of the youth centre: 20, 25 and 30 (75 of 255). Its
transitions: 10, 10 and 11 (31 of 400). Regular hires: five offices of the labour bureau with 10 each (150), the
prefecture 40 (120). The intensive programme: 5 of 10, 6 of 10, 7 of 12. Platforms: three towns yes, one no.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from banso.access.models import User
from banso.ledger.kinds import Component, Kind, MeasureState
from banso.ledger.models import Entry
from banso.ledger.operations import Fact, record
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.models import MeasureLine, Return, Version
from banso.returns.states import State, Via

MONTHS = tuple(Period(2025, month, month) for month in (1, 2, 3))
OFFICES = ("hw-kawaguchi", "hw-omiya", "hw-kawagoe", "hw-urawa", "hw-others")
COVERED, NOT_COVERED = ("111007", "112011", "112020"), "112038"
WHEN = datetime(2025, 7, 10, 9, tzinfo=clock.JAPAN)


@dataclass
class Teller:
    """Enters what a body told as an approved version of its return, with the entries of the ledger."""

    plan: LoadedPlan
    by: User

    def version(
        self, organisation: str, period: Period, state: State = State.APPROVED, question: str = ""
    ) -> Version:
        """The next version of a return."""
        subject, _ = Return.objects.get_or_create(
            plan=self.plan.key,
            organisation=organisation,
            fiscal_year=period.year,
            first_month=period.first,
            last_month=period.last,
        )
        return Version.objects.create(
            subject=subject,
            number=subject.versions.count() + 1,
            state=state,
            via=Via.WORKBOOK,
            edition_id=self.plan.edition_id,
            created_at=clock.now(),
            created_by=self.by,
            submitted_at=clock.now(),
            decided_at=None if state is State.SUBMITTED else clock.now(),
            question=question,
            file_name="houkoku.xlsx",
            file=b"as it came",
            file_digest="0" * 64,
        )

    def fact(
        self, organisation: str, indicator: str, period: Period, amount: int, version: Version, **more: object
    ) -> Fact:
        """A number in the whole units of its decimals."""
        fact = Fact(
            kind=Kind.INDICATOR_VALUE,
            plan=self.plan.key,
            subject=indicator,
            organisation=organisation,
            period=period,
            occurred_on=period.last_day,
            source=version.source,
            amount=amount,
            cell="指標!D7",
        )
        return replace(fact, **more)  # type: ignore[arg-type]

    def state(
        self,
        organisation: str,
        measure: str,
        period: Period,
        state: MeasureState,
        done: str,
        version: Version,
        replaces: int | None = None,
    ) -> None:
        """The state of a measure, with what was done; ``replaces``: the number of the entry that it corrects."""
        MeasureLine.objects.create(
            version=version,
            measure=measure,
            state=state,
            done=done,
            next_step="次も続けます。",
            cell="取組!C4",
        )
        record(
            [
                Fact(
                    kind=Kind.MEASURE_STATE,
                    plan=self.plan.key,
                    subject=measure,
                    organisation=organisation,
                    period=period,
                    occurred_on=period.last_day,
                    source=version.source,
                    state=state.value,
                    cell="取組!C4",
                    replaces=replaces,
                )
            ]
        )

    def correct(self, entry: Entry, amount: int, version: Version) -> None:
        """Another number takes the place of ``entry``."""
        period = Period(entry.fiscal_year, entry.first_month, entry.last_month)
        more = {"unit": entry.unit, "component": Component.of(entry.component), "replaces": entry.pk}
        record([self.fact(entry.organisation, entry.subject, period, amount, version, **more)])


def told(plan: LoadedPlan, by: User) -> Teller:
    """Enter it all, and give the teller to tell more."""
    with clock.standing_at(WHEN):
        teller = Teller(plan, by)
        for number, month in enumerate(MONTHS):
            record(
                [*_prefecture(teller, number, month), *_bureau(teller, month), *_city(teller, number, month)]
            )
        return teller


def _prefecture(teller: Teller, number: int, month: Period) -> list[Fact]:
    version = teller.version("prefecture", month)
    facts = [
        teller.fact("prefecture", "youth-centre-registrations", month, (20, 25, 30)[number], version),
        teller.fact("prefecture", "youth-centre-transitions", month, (10, 10, 11)[number], version),
        teller.fact("prefecture", "regular-hires", month, 40, version),
    ]
    if number == 2:
        facts += [
            teller.fact(
                "prefecture", "regional-platforms", month, int(code in COVERED), version,
                kind=Kind.COVERAGE_MEMBER, member=code,
            )
            for code in (*COVERED, NOT_COVERED)
        ]  # fmt: skip
    return facts


def _bureau(teller: Teller, month: Period) -> list[Fact]:
    version = teller.version("labour-bureau", month)
    return [
        teller.fact("labour-bureau", "regular-hires", month, 10, version, unit=office) for office in OFFICES
    ]


def _city(teller: Teller, number: int, month: Period) -> list[Fact]:
    """The rate has one decimal, so its parts stand in tenths."""
    version = teller.version("saitama-city", month)
    parts = ((Component.NUMERATOR, (50, 60, 70)), (Component.DENOMINATOR, (100, 100, 120)))
    return [
        teller.fact(
            "saitama-city",
            "city-intensive-outcome-rate",
            month,
            amounts[number],
            version,
            component=component,
        )
        for component, amounts in parts
    ]
