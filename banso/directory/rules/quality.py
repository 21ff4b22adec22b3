"""How complete and how fresh an entry is: 0 to 100, and what would raise it most. After the score of data·inclusion.

The score is the mean of the criteria that apply, each from 0 to 1. It measures what is written, never the work of the
window: it is for those who keep the directory.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from banso.directory.catalogue import Catalogue, ServiceCard, WindowCard
from banso.directory.codes import Channel, Confidence
from banso.lib.codes import Code

# Fresh for so long; worth nothing at the end.
FRESH_MONTHS = 6
STALE_MONTHS = 24
_DAYS_OF_A_MONTH = 365.25 / 12
# A description of so many letters says what somebody needs in order to decide whether to call.
WELL_SAID = 40


class Criterion(Code):
    """What is asked of an entry of the directory, the most helpful first; the description says what to do."""

    TELEPHONE = ("telephone", "電話", "電話番号を書く")
    HOURS = ("hours", "受付時間", "受付時間を、「月～金 8:30～17:15」のように読み取れる形で書く")
    ADDRESS = ("address", "所在地", "所在地を書く")
    CATCHMENT = ("catchment", "対象の地域", "どこに住む方が使えるかを書く")
    CHANNELS = ("channels", "相談の方法", "会う・電話・オンラインなど、相談の方法を書く")
    WINDOWS = ("windows", "受けられる窓口", "このサービスを受けられる窓口を書く")
    PROCESS = ("process", "利用の方法", "申し込みや予約のしかたを書く")
    FEES = ("fees", "費用", "かかる費用（ないときは「無料」）を書く")
    ASSURANCE = ("assurance", "確かめた日", "内容が今も正しいかを担当の機関が確かめる")
    SOURCE = ("source", "出典", "運営する機関が述べた出典に改める")
    DESCRIPTION = ("description", "説明", "だれの、何の役に立つかを、一、二文で書く")
    KANA = ("kana", "読み仮名", "名前の読み仮名を書く")


@dataclass(frozen=True)
class Quality:
    """The values of the criteria that apply. Those that do not are not here."""

    values: Mapping[Criterion, float]

    @property
    def score(self) -> int:
        return round(100 * sum(self.values.values()) / len(self.values))

    @property
    def best_step(self) -> Criterion | None:
        """What would raise the score most; of equals the one that helps people most. ``None`` at the full score."""
        steps = [criterion for criterion in Criterion if self.values.get(criterion, 1) < 1]
        return min(steps, key=lambda criterion: self.values[criterion], default=None)

    @property
    def advice(self) -> str:
        """The best step in a sentence; empty where nothing is left to do."""
        step = self.best_step
        if step is None:
            return ""
        points = round(100 * (1 - self.values[step]) / len(self.values))
        return f"「{step.description}」と、{points}点上がります。"


@dataclass(frozen=True)
class Rated:
    """An entry with its quality."""

    key: str
    name: str
    quality: Quality


def of_window(window: WindowCard, on: date | None, *, is_class: bool = False) -> Quality:
    """``on`` is the day for the age of the assurance; ``None`` where none is kept (a folder outside the database).
    A class of windows (``is_class``: サポステ as such) is nowhere and answers no telephone.
    """
    values = dict(_common(window, on))
    if not is_class:
        values |= {
            Criterion.TELEPHONE: float(bool(window.phones)),
            Criterion.HOURS: 1.0 if window.hours else 0.5 if window.hours_text else 0.0,
            Criterion.CATCHMENT: float(window.catchment_known),
            Criterion.CHANNELS: float(bool(window.channels)),
        }
        if _people_come(window):
            values[Criterion.ADDRESS] = float(bool(window.address or window.located_in))
    return Quality(values)


def _people_come(window: WindowCard) -> bool:
    """Not to a telephone line, and never to an address that must not be known. Unknown channels: perhaps."""
    return not window.address_hidden and (not window.channels or Channel.PLACE in window.channels)


def of_service(service: ServiceCard, on: date | None) -> Quality:
    return Quality(
        dict(_common(service, on))
        | {
            Criterion.WINDOWS: float(bool(service.at)),
            Criterion.PROCESS: float(bool(service.application_process)),
            Criterion.FEES: float(bool(service.fees)),
        }
    )


def _common(entry: WindowCard | ServiceCard, on: date | None) -> Iterator[tuple[Criterion, float]]:
    yield Criterion.DESCRIPTION, min(1.0, len(entry.description) / WELL_SAID)
    yield Criterion.KANA, float(bool(entry.kana))
    official = entry.confidence is Confidence.OFFICIAL
    yield Criterion.SOURCE, (1.0 if official else 0.5) if entry.source else 0.0
    if on is not None:
        yield Criterion.ASSURANCE, freshness(entry.assured_on, on)


def freshness(assured_on: date | None, on: date) -> float:
    """1 for half a year after the day, then less each day, 0 after two years or without any day."""
    if assured_on is None:
        return 0.0
    months = (on - assured_on).days / _DAYS_OF_A_MONTH
    left = (STALE_MONTHS - months) / (STALE_MONTHS - FRESH_MONTHS)
    return max(0.0, min(1.0, left))


def windows_of(catalogue: Catalogue, on: date | None) -> list[Rated]:
    """Every window with its quality, the lowest first."""
    classes = {window.one_of for window in catalogue.windows.values() if window.one_of}
    return _lowest_first(
        Rated(window.key, window.name, of_window(window, on, is_class=window.key in classes))
        for window in catalogue.windows.values()
    )


def services_of(catalogue: Catalogue, on: date | None) -> list[Rated]:
    """Every service with its quality, the lowest first."""
    return _lowest_first(
        Rated(service.key, service.name, of_service(service, on)) for service in catalogue.services.values()
    )


def _lowest_first(rated: Iterator[Rated]) -> list[Rated]:
    return sorted(rated, key=lambda entry: (entry.quality.score, entry.key))


def mean(rated: list[Rated]) -> int | None:
    """The mean score; ``None`` of nothing."""
    return round(sum(entry.quality.score for entry in rated) / len(rated)) if rated else None


def lacking(rated: list[Rated]) -> list[tuple[Criterion, int, int]]:
    """For each criterion: how many entries lack all of it, of how many to which it applies; the greatest lack first."""
    rows = []
    for criterion in Criterion:
        values = [entry.quality.values[criterion] for entry in rated if criterion in entry.quality.values]
        if missing := sum(value == 0 for value in values):
            rows.append((criterion, missing, len(values)))
    return sorted(rows, key=lambda row: -row[1])
