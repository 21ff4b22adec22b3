"""Who carries the plan: the council, the organisations, their offices, and the area."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from banso.plan.format.base import Day, Id, PlanModel, Text

LocalCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class Body(PlanModel):
    """The council whose plan this is."""

    name: Text
    short_name: Text
    former_name: Text | None = None
    established_on: Day | None = None
    secretariat: list[Id] = Field(
        default_factory=list, description="事務局を務める組織のid。計画が言わなければ空。"
    )
    members: list[Id] = Field(default_factory=list, description="構成員である組織（または組織の種類）のid。")
    rules: Text | None = Field(None, description="設置要領など、会議を定めるもの。")


class OrganisationKind(StrEnum):
    """Whether the plan names one organisation or a class of them."""

    SINGLE = "single"
    CLASS = "class"


class Organisation(PlanModel):
    """A holder of measures and indicators: one organisation, or a class (市町村, 経済団体) whose members the office knows."""

    id: Id
    name: Text
    short_name: Text
    kind: OrganisationKind
    aliases: list[Text] = Field(default_factory=list)
    member_of: Id | None = Field(None, description="この組織が属する「種類」のid（会員組織のとき）。")
    sample: bool = Field(False, description="見本の組織か（計画が名を挙げない会員の見本）。")
    municipality: LocalCode | None = None
    note: Text | None = None


class ReportingUnit(PlanModel):
    """An office or station of an owner by which an indicator is reported."""

    id: Id
    name: Text
    owner: Id
    window: Id | None = None
    note: Text | None = None


class ServiceWindow(PlanModel):
    """A window or service that the plan names: where a person or a firm can turn to."""

    id: Id
    name: Text
    aliases: list[Text] = Field(default_factory=list)
    operators: list[Id] = Field(default_factory=list, description="運営する組織のid。")
    part_of: Id | None = Field(None, description="この窓口を中に持つ窓口のid。")
    one_of: Id | None = Field(None, description="この窓口を含む総称（例: サポステ）の窓口のid。")
    located_in: Id | None = Field(None, description="別の窓口の場所にあるときの、その窓口のid。")
    kind: Text
    description: Text | None = None
    footnotes: list[Id] = Field(default_factory=list)
    note: Text | None = None


class MunicipalityKind(StrEnum):
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    WARD = "ward"


class Municipality(PlanModel):
    """A city, town or village, or a ward of a designated city."""

    code: LocalCode
    name: Text
    kana: Text
    kind: MunicipalityKind
    part_of: LocalCode | None = Field(None, description="区が属する市の団体コード。")
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)


class Area(PlanModel):
    """The prefecture and its municipalities."""

    code: LocalCode
    name: Text
    municipalities: list[Municipality]
    source: Text | None = None
