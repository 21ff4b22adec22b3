"""Closing and opening the content of a request, whichever key it is under."""

from banso.lib.sealing import CannotOpen
from banso.navigator.keys import NoKey, data_keys, is_public_face, own_keys, peer_keys
from banso.navigator.models import Request
from banso.navigator.requests import Content


def close(request: Request, content: Content) -> None:
    """Put ``content`` into ``request``: for this office, or sealed for the office behind the public face."""
    request.contact_mark = _contact_mark(content)
    if is_public_face():
        peer = peer_keys()[0]
        request.content = peer.seal(content.as_bytes(), about=_about(request))
        request.sealed_for = peer.name
    else:
        request.content = data_keys().close(content.as_bytes(), about=_about(request))
        request.sealed_for = ""


def opened(request: Request) -> Content | None:
    """What the person wrote; ``None`` once it is gone. Raises :class:`CannotOpen`."""
    if request.content is None:
        return None
    if request.sealed_for:
        return unsealed(request)
    return Content.from_bytes(data_keys().open(bytes(request.content), about=_about(request)))


def before(request: Request) -> Content | None:
    """What the person wrote, to be kept where they leave a field empty; ``None`` where this face cannot open it."""
    try:
        return opened(request)
    except (CannotOpen, NoKey):
        return None


def unsealed(request: Request) -> Content:
    """What was sealed for this office. Raises :class:`CannotOpen`, also where the key of that name is gone."""
    own = next((keys for keys in own_keys() if keys.public.name == request.sealed_for), None)
    if own is None:
        raise CannotOpen("この内容を開く鍵がありません。前の鍵を BANSO_EXCHANGE_KEY に加えてください。")
    return Content.from_bytes(own.open(bytes(request.content or b""), about=_about(request)))


def _contact_mark(content: Content) -> str:
    """One number or address, one mark, whichever way it is to be used; none for who comes without."""
    address = content.address.casefold()
    return data_keys().marks(address, use="contact")[0].hex() if address else ""


def _about(request: Request) -> str:
    """A request's content opens in its own place alone."""
    return f"request:{request.uid}"
