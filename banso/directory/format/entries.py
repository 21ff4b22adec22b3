"""The entries of a directory folder: organisations, windows, services, helplines, subsidies, examinations."""

from pydantic import Field

from banso.directory.codes import Asker, Channel, Confidence, EntryStatus, Part
from banso.directory.format.facts import Fact
from banso.directory.format.rules import Condition
from banso.plan.format.base import Day, Id, PlanModel, Text, Window
from banso.plan.format.body import LocalCode


class Sourced(PlanModel):
    """Where an entry comes from. ``source_date`` is text: some sources give a year or a month alone."""

    source: Text | None = None
    source_date: Text | None = None
    confidence: Confidence = Confidence.OFFICIAL
    note: Text | None = None


class FieldSource(PlanModel):
    """The source of one field, where it is not that of the entry."""

    source: Text
    source_date: Text | None = None
    confidence: Confidence


class OrganisationEntry(Sourced):
    """An organisation that the plan does not name but that runs a window."""

    id: Id
    name: Text
    short_name: Text | None = None
    kana: Text | None = None
    aliases: list[Text] = Field(default_factory=list)
    municipality: LocalCode | None = None
    url: Text | None = None
    description: Text | None = None


class PhoneEntry(PlanModel):
    number: Text
    extension: Text | None = None
    note: Text | None = None


class Catchment(PlanModel):
    """Whose residents a window serves: codes, or ``area`` for the plan's whole area. Not ``complete``: a source names
    it for these, and none tells whether it is for others too."""

    places: list[Text] = Field(min_length=1)
    complete: bool = Field(True, description="この地域の方だけの窓口か。falseなら、ほかの地域は未確認。")
    note: Text | None = None


class WindowEntry(Sourced):
    """A window. Where the plan names it (same id), only what the plan does not say is written here."""

    id: Id
    name: Text | None = Field(None, description="計画に名があるときは書かない。")
    kana: Text | None = None
    aliases: list[Text] = Field(default_factory=list)
    kind: Text | None = None
    description: Text | None = None
    status: EntryStatus = EntryStatus.ACTIVE
    operators: list[Id] = Field(default_factory=list)
    part_of: Id | None = None
    one_of: Id | None = None
    located_in: Id | None = None
    channels: list[Channel] = Field(default_factory=list)
    municipality: LocalCode | None = None
    postal_code: Text | None = None
    address: Text | None = None
    building: Text | None = None
    address_hidden: bool = False
    latitude: float | None = None
    longitude: float | None = None
    phones: list[PhoneEntry] = Field(default_factory=list)
    url: Text | None = None
    email: Text | None = None
    hours: Text | None = Field(
        None, description="受付時間。「月～金 8:30～17:15」のような言葉。読めないときも言葉は残る。"
    )
    closed: Text | None = Field(None, description="休みの日の言葉。")
    catchment: Catchment | None = None
    field_sources: dict[str, FieldSource] = Field(default_factory=dict)


class AtWindow(PlanModel):
    window: Id
    part: Part = Part.BOTH


class ServiceEntry(Sourced):
    """A service. ``conditions_of`` takes over the conditions that the plan states for those measures."""

    id: Id
    name: Text
    kana: Text | None = None
    aliases: list[Text] = Field(default_factory=list)
    description: Text
    status: EntryStatus = EntryStatus.ACTIVE
    organisation: Id | None = None
    measures: list[Id] = Field(default_factory=list, description="属する取組。先頭が主なもの。")
    section: Id | None = Field(None, description="取組に属さないとき、計画の節。")
    windows: list[Id | AtWindow] = Field(default_factory=list)
    askers: list[Asker] = Field(default_factory=lambda: [Asker.SELF, Asker.FAMILY, Asker.SUPPORTER])
    offers: list[Text] = Field(default_factory=list, description="応える望み（wishes の符号）。")
    conditions_of: list[Id] = Field(default_factory=list)
    conditions: list[Condition] = Field(default_factory=list)
    effective: Window | None = Field(
        None, description="行われる期間。その外では、続いているかを窓口に確かめる。"
    )
    next_best: list[Id] = Field(default_factory=list, description="合わないときに案内するサービス。よい順。")
    say: Text | None = Field(
        None,
        description="窓口で最初にたずねる一言。本人・家族・支援者のだれが言っても成り立つ問いにする。ようすや年齢は、答えがあれば前に付く。",
    )
    application_process: Text | None = None
    fees: Text | None = None
    url: Text | None = None


class HelplineEntry(Sourced):
    id: Id
    name: Text
    number: Text
    when: Text
    hours: Text | None = None
    fee: Text | None = None
    url: Text | None = None
    emergency: bool = False


class Amount(PlanModel):
    """What is paid in one case. ``yen`` stays empty where no source settles it."""

    label: Text
    yen: int | None = Field(None, ge=0)
    note: Text | None = None


class SubsidyRules(Sourced):
    """The rules of a subsidy over a span; ``date_fact`` tells the date that decides which version holds."""

    valid_from: Day | None = None
    valid_to: Day | None = None
    date_fact: Fact
    conditions: list[Condition] = Field(min_length=1)
    amounts: list[Amount] = Field(default_factory=list)


class SubsidyEntry(Sourced):
    id: Id
    name: Text
    aliases: list[Text] = Field(default_factory=list)
    description: Text
    measures: list[Id] = Field(default_factory=list)
    decided_by: Text
    window: Id | None = None
    versions: list[SubsidyRules] = Field(min_length=1)


class ExamEntry(Sourced):
    id: Id
    organisation: Id
    municipality: LocalCode | None = None
    name: Text
    fiscal_year: int = Field(ge=2000, le=2100)
    for_whom: Text | None = None
    born_from: Day | None = None
    born_to: Day | None = None
    opens_on: Day | None = None
    deadline: Day | None = None
    exam_on: Day | None = None
    places: Text | None = None
    url: Text | None = None
    field_sources: dict[str, FieldSource] = Field(default_factory=dict)
