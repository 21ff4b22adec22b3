"""The life of a request for a first talk, as one table, and the words that requests use."""

from dataclasses import dataclass

from banso.lib.codes import Code


class State(Code):
    """Where a request stands. Somebody holds it in every state but the last three."""

    RECEIVED = ("received", "返事待ち", "窓口に届いた。担当する人はまだ決まっていない")
    TAKEN = ("taken", "担当者あり", "窓口の一人が受け持っている。まだ話せていない")
    OFFERED = ("offered", "渡す相手の返事待ち", "ほかの窓口に渡したい。相手が受けるまで、元の窓口が受け持つ")
    ANSWERED = ("answered", "返事済み", "話ができた")
    UNREACHED = ("unreached", "連絡がつかない", "伝えられた連絡先では話せなかった。連絡先を直せば続けられる")
    DISMISSED = (
        "dismissed",
        "窓口が閉じた",
        "いたずらなど、相談の申し込みではないと窓口が見た。消えるまでは元に戻せる",
    )
    WITHDRAWN = ("withdrawn", "取り下げ", "申し込んだ人が取り下げた。内容はすぐに消えた")
    FORGOTTEN = ("forgotten", "消去済み", "決めた期間が過ぎて、内容を消した。件数だけが残る")


OPEN = (State.RECEIVED, State.TAKEN, State.OFFERED)
# Nobody has anything to do, and the content is gone or soon will be.
ENDED = (State.ANSWERED, State.UNREACHED, State.DISMISSED)


class Who(Code):
    """Who may take a step."""

    PERSON = ("person", "申し込んだ人", "受付番号を持つ人")
    DESK = ("desk", "窓口の人", "受け持つ機関の、その窓口の係")
    HOLDER = ("holder", "担当者", "窓口の係のうち、この申し込みを受け持つ人")
    RECEIVER = ("receiver", "渡される窓口の人", "申し込みを渡される窓口の係")
    ROUTINE = ("routine", "決まった処理", "期限や期間による自動の処理")
    OFFICE = ("office", "窓口を閉じる機関", "窓口を運営する機関、または事務局")


class Verb(Code):
    """A step in the life of a request."""

    SEND = ("send", "申し込む", "申し込みが届いた")
    CHANGE = ("change", "書き直す", "申し込んだ人が内容を書き直した")
    WITHDRAW = ("withdraw", "取り下げる", "申し込んだ人が取り下げた")
    TAKE = ("take", "受け持つ", "窓口の人が担当者になった")
    GIVE_BACK = ("give_back", "担当を外れる", "担当者が窓口に戻した")
    ATTEMPT = ("attempt", "連絡を記録する", "連絡を試みた")
    ANSWER = ("answer", "話せたと記録する", "話ができた")
    END_UNREACHED = ("end_unreached", "連絡がつかず終える", "何度か試みたが連絡がつかなかった")
    DISMISS = ("dismiss", "相談ではないとして閉じる", "相談の申し込みではないと見て、閉じた")
    RESTORE = ("restore", "閉じたものを元に戻す", "閉じたものを元に戻した")
    OFFER = ("offer", "ほかの窓口に渡す", "ほかの窓口に受けてくれるかを尋ねた")
    OFFER_ON = (
        "offer_on",
        "窓口を閉じて、ほかの機関にたずねる",
        "窓口が閉じるので、後を継ぐ窓口に受けてくれるかを尋ねた",
    )
    TAKE_BACK = ("take_back", "渡すのをやめる", "渡すのをやめた")
    ACCEPT = ("accept", "受ける", "渡された窓口が受けた")
    DECLINE = ("decline", "断る", "渡された窓口が断った。元の窓口が受け持つ")
    TELL_DEPUTY = ("tell_deputy", "代わりの人に知らせる", "期限を過ぎたので、代わりの人に知らせた")
    TELL_SECRETARIAT = (
        "tell_secretariat",
        "事務局に知らせる",
        "なお返事がないので、番号・窓口・日数だけを事務局に示した",
    )
    MOVE = ("move", "窓口を閉じて移す", "窓口が閉じるので、同じ機関の後を継ぐ窓口に移した")
    FORGET = ("forget", "内容を消す", "決めた期間が過ぎたので、内容を消した")


@dataclass(frozen=True)
class Step:
    """From a state, by a verb, to a state (``None``: it stays as it is); who may; what the ledger records."""

    source: State
    verb: Verb
    target: State | None
    who: Who
    records: str = ""


# A request comes into being by Verb.SEND, which the ledger records as "received".
STEPS = (
    *(Step(state, Verb.WITHDRAW, State.WITHDRAWN, Who.PERSON, "withdrawn") for state in (*OPEN, *ENDED)),
    *(Step(state, Verb.CHANGE, None, Who.PERSON) for state in OPEN),
    # Whoever could not be reached comes back by giving another way to be reached.
    Step(State.UNREACHED, Verb.CHANGE, State.RECEIVED, Who.PERSON),
    # Whoever was taken for a flood says so by writing anew.
    Step(State.DISMISSED, Verb.CHANGE, State.RECEIVED, Who.PERSON),
    *(
        Step(state, Verb.DISMISS, State.DISMISSED, Who.DESK, "dismissed")
        for state in (State.RECEIVED, State.TAKEN)
    ),
    Step(State.DISMISSED, Verb.RESTORE, State.RECEIVED, Who.DESK),
    Step(State.RECEIVED, Verb.TAKE, State.TAKEN, Who.DESK),
    # Another one of the desk may step in where the holder is ill or gone: there is one holder still.
    Step(State.TAKEN, Verb.TAKE, None, Who.DESK),
    Step(State.TAKEN, Verb.GIVE_BACK, State.RECEIVED, Who.HOLDER),
    Step(State.TAKEN, Verb.ATTEMPT, None, Who.HOLDER),
    Step(State.TAKEN, Verb.ANSWER, State.ANSWERED, Who.HOLDER, "answered"),
    Step(State.TAKEN, Verb.END_UNREACHED, State.UNREACHED, Who.HOLDER, "unreached"),
    Step(State.TAKEN, Verb.OFFER, State.OFFERED, Who.HOLDER),
    # Who closes a window asks for everybody at it, also for those whom nobody has taken yet.
    *(Step(state, Verb.OFFER_ON, State.OFFERED, Who.OFFICE) for state in (State.RECEIVED, State.TAKEN)),
    # The sender holds until the receiver has accepted, so the sender may also still answer.
    Step(State.OFFERED, Verb.TAKE_BACK, State.TAKEN, Who.DESK),
    Step(State.OFFERED, Verb.ANSWER, State.ANSWERED, Who.HOLDER, "answered"),
    Step(State.OFFERED, Verb.ACCEPT, State.TAKEN, Who.RECEIVER),
    Step(State.OFFERED, Verb.DECLINE, State.TAKEN, Who.RECEIVER),
    *(Step(state, Verb.TELL_DEPUTY, None, Who.ROUTINE) for state in OPEN),
    *(Step(state, Verb.TELL_SECRETARIAT, None, Who.ROUTINE) for state in OPEN),
    *(Step(state, Verb.MOVE, State.RECEIVED, Who.OFFICE) for state in OPEN),
    *(Step(state, Verb.FORGET, State.FORGOTTEN, Who.ROUTINE) for state in (State.WITHDRAWN, *ENDED)),
    # The longest time has passed and nobody ever answered: that is recorded too.
    *(Step(state, Verb.FORGET, State.FORGOTTEN, Who.ROUTINE, "unanswered") for state in OPEN),
)


def step(source: str, verb: Verb) -> Step | None:
    """The line of the table for this state and verb."""
    return next((line for line in STEPS if line.source == source and line.verb is verb), None)


class Reach(Code):
    """The one way by which a person wants to be reached."""

    PHONE = ("phone", "電話", "窓口から電話をかける")
    MAIL = ("mail", "メール", "窓口からメールを送る")
    ONLINE = ("online", "オンライン", "画面越しに話す。案内をメールで送る")
    FAX = ("fax", "ファックス", "窓口からファックスを送る")
    LETTER = ("letter", "手紙", "窓口から手紙を送る")
    VISIT = ("visit", "自分から行く", "連絡先は伝えず、希望の日時に自分で窓口へ行く")


class Hours(Code):
    """When a person would like to talk."""

    ANY = ("any", "いつでもよい", "時間の希望はない")
    MORNING = ("morning", "平日の午前", "")
    AFTERNOON = ("afternoon", "平日の午後", "")
    EVENING = ("evening", "平日の夕方から", "")
    HOLIDAY = ("holiday", "土曜日・日曜日・祝日", "")


class Outcome(Code):
    """What came of an attempt to talk."""

    TALKED = ("talked", "話せた", "話ができた。これで返事をしたことになる")
    NO_REPLY = ("no_reply", "つながらなかった", "電話に出ない、返信がない、来なかった")
    LEFT_WORD = ("left_word", "伝言を残した", "留守番電話や家族に、承諾の範囲で伝えた")
    WRONG_ADDRESS = ("wrong_address", "連絡先が違った", "別の人につながった、届かずに戻った")


class Reason(Code):
    """Why a desk closed what came, without a talk."""

    PRANK = ("prank", "いたずらや宣伝", "だれかが相談したくて送ったものではない")
    REPEATED = ("repeated", "同じ人からの重なり", "同じ人の申し込みを、ほかの受付で受け持っている")
    NOT_A_TALK = ("not_a_talk", "相談ではない用件", "ほかの用件で、相談の申し込みではない")


class Part(Code):
    """What somebody is at the desk of a window."""

    STAFF = ("staff", "係", "申し込みを受け持つ")
    DEPUTY = ("deputy", "代わりの人", "期限を過ぎた申し込みの知らせを受ける。係と同じことができる")
