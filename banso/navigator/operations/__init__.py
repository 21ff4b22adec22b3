"""Writes of this room."""

from banso.navigator.operations.answering import (
    accept,
    decline,
    end_unreached,
    give_back,
    note_attempt,
    offer,
    read_content,
    take,
    take_back,
)
from banso.navigator.operations.asking import ask, change, marks_of, read_stamp, stamp, withdraw
from banso.navigator.operations.closing import HandedOn, hand_on, outlook
from banso.navigator.operations.desks import seat, seat_at, unseat
from banso.navigator.operations.dismissing import dismiss, restore
from banso.navigator.operations.guarding import TooMany, count_look, count_print, refuse_looks
from banso.navigator.operations.rotating import rotate
from banso.navigator.operations.routine import escalate, forget
from banso.navigator.operations.stepping import NotPossible

__all__ = [
    "HandedOn",
    "NotPossible",
    "TooMany",
    "accept",
    "ask",
    "change",
    "count_look",
    "count_print",
    "decline",
    "end_unreached",
    "dismiss",
    "escalate",
    "forget",
    "give_back",
    "hand_on",
    "marks_of",
    "note_attempt",
    "offer",
    "outlook",
    "read_content",
    "read_stamp",
    "refuse_looks",
    "restore",
    "rotate",
    "seat",
    "seat_at",
    "stamp",
    "take",
    "take_back",
    "unseat",
    "withdraw",
]
