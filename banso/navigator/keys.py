"""The keys of this office, from its settings. They never stand in the database."""

from functools import lru_cache

from django.conf import settings

from banso.lib.commands import NotReady
from banso.lib.faces import Face
from banso.lib.sealing import BadKey, DataKeys, PrivateKeys, PublicKeys, private_keys, public_keys


class NoKey(NotReady):
    """A key has not been set, or is none. The sentence says which and what to do."""


def data_keys() -> DataKeys:
    """What closes the content of requests. Without a setting, one made from the secret key: enough for a trial."""
    return _data_keys(settings.DATA_KEY, settings.SECRET_KEY)


@lru_cache(maxsize=4)
def _data_keys(text: str, secret: str) -> DataKeys:
    try:
        return DataKeys.read(text) if text else DataKeys.of_secret(secret)
    except BadKey as problem:
        raise NoKey(f"BANSO_DATA_KEY が正しくありません。{problem}") from problem


def own_keys() -> tuple[PrivateKeys, ...]:
    """The private keys of this face; the first signs. Raises :class:`NoKey`."""
    try:
        keys = tuple(private_keys(settings.EXCHANGE_KEY))
    except BadKey as problem:
        raise NoKey(f"BANSO_EXCHANGE_KEY が正しくありません。{problem}") from problem
    if not keys:
        raise NoKey("BANSO_EXCHANGE_KEY がありません。banso exchange keys で鍵を作ってください。")
    return keys


def peer_keys() -> tuple[PublicKeys, ...]:
    """The public keys of the other face; the first is sealed for. Raises :class:`NoKey`."""
    try:
        keys = tuple(public_keys(settings.EXCHANGE_PEER))
    except BadKey as problem:
        raise NoKey(f"BANSO_EXCHANGE_PEER が正しくありません。{problem}") from problem
    if not keys:
        raise NoKey("BANSO_EXCHANGE_PEER がありません。もう一つの面の、公開してよい鍵を入れてください。")
    return keys


def is_public_face() -> bool:
    """Whether this process keeps requests for another one, and cannot read them."""
    return bool(settings.FACE == Face.PUBLIC)


def why_no_requests() -> str:
    """Why nobody can ask for a talk here; empty when all is set."""
    try:
        if is_public_face():
            peer_keys()
        data_keys()
    except NoKey as problem:
        return str(problem)
    return ""
