"""What the person sees with the code: where the request stands, and that it was read. Never what was written."""

from dataclasses import dataclass
from datetime import datetime

from banso.access import sight
from banso.directory.catalogue import WindowCard
from banso.directory.queries import catalogue
from banso.lib import clock
from banso.navigator.models import Request, RequestEvent
from banso.navigator.queries.inbox import window_name
from banso.navigator.states import ENDED, State, Verb, step
from banso.plan.queries import current


@dataclass(frozen=True)
class Happened:
    at: datetime
    what: str


@dataclass(frozen=True)
class Looked:
    """A request as its person sees it."""

    request: Request
    window: WindowCard | None
    window_name: str
    state: State
    happened: list[Happened]

    @property
    def is_late(self) -> bool:
        return self.request.is_open and self.request.due_on < clock.today()

    @property
    def may_change(self) -> bool:
        return step(self.request.state, Verb.CHANGE) is not None

    @property
    def may_withdraw(self) -> bool:
        return step(self.request.state, Verb.WITHDRAW) is not None

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED


# What of its history concerns the person, in the person's words.
_TOLD = {
    Verb.SEND: "申し込みが届きました",
    Verb.CHANGE: "内容を書き直しました",
    Verb.WITHDRAW: "取り下げました。内容は消えました",
    Verb.TAKE: "窓口の担当者が決まりました",
    Verb.ATTEMPT: "窓口が連絡を試みました",
    Verb.ANSWER: "窓口と話ができました",
    Verb.END_UNREACHED: "連絡がつかなかったため、いったん終わりました",
    Verb.ACCEPT: "ほかの窓口が引き受けました",
    Verb.DISMISS: "窓口が、相談の申し込みではないと見て、閉じました",
    Verb.RESTORE: "窓口が、また受け持つことにしました",
    Verb.MOVE: "窓口が閉じるため、同じ機関のほかの窓口が引き継ぎました",
}


def find(marks: list[str]) -> Looked | None:
    """The request of a code, by the marks of the code under each key; ``None`` for a code that leads nowhere."""
    with sight.of_codes(marks):
        row = Request.objects.filter(code_mark__in=marks).first()
        happened = _history(row) if row else []
    if row is None:
        return None
    known = catalogue(current())
    return Looked(
        row, known.windows.get(row.window), window_name(known, row.window), State.of(row.state), happened
    )


def _history(row: Request) -> list[Happened]:
    events = RequestEvent.objects.filter(request=row, verb__in=[verb.value for verb in _TOLD])
    told = [Happened(event.happened_at or event.at, _TOLD[Verb.of(event.verb)]) for event in events]
    reads = sorted({clock.local(read.at).date(): read.at for read in row.reads.all()}.values())
    told += [Happened(at, "窓口の人が内容を読みました") for at in reads]
    if row.read_at and not reads:
        # On the public face only the first reading is known: it came back with the office's file.
        told.append(Happened(row.read_at, "窓口の人が内容を読みました"))
    return sorted(told, key=lambda happened: happened.at)
