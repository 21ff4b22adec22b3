"""Encryption at rest, sealing for another office, and signatures. Pure: keys come in, bytes go out.

At rest: ChaCha20-Poly1305 under one of several keys of 32 bytes, of which the first writes and all may read, so that
keys can be changed while the old ones still open what they closed. For another office: HPKE (RFC 9180) to its public
key; who sealed cannot open again. Signatures: Ed25519.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

SIZE = 32
_NONCE = 12
_NAME = 8
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
_PRIVATE, _PUBLIC = "banso-private-", "banso-public-"


class BadKey(ValueError):
    """A key that is not one. The sentence is Japanese and does not repeat the key."""


class CannotOpen(Exception):
    """What was sealed cannot be opened: another key, or it was changed on the way."""


def new_key() -> str:
    """A key for encryption at rest, as text for a setting."""
    return _text(os.urandom(SIZE))


@dataclass(frozen=True)
class DataKeys:
    """The keys of an office for what it keeps. The first writes."""

    keys: tuple[bytes, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Keys as ``new_key`` writes them, divided by commas. Raises :class:`BadKey`."""
        keys = tuple(_bytes(part.strip(), SIZE) for part in text.split(",") if part.strip())
        if not keys:
            raise BadKey("鍵がありません。")
        return cls(keys)

    @classmethod
    def of_secret(cls, secret: str) -> Self:
        """One key made from another secret, for a trial."""
        return cls((hashlib.sha256(b"banso data key\0" + secret.encode()).digest(),))

    def close(self, content: bytes, *, about: str) -> bytes:
        """Encrypt. ``about`` says what it belongs to, and must be said again to open it."""
        nonce, key = os.urandom(_NONCE), self.keys[0]
        return _name(key) + nonce + ChaCha20Poly1305(key).encrypt(nonce, content, about.encode())

    def open(self, closed: bytes, *, about: str) -> bytes:
        """Decrypt. Raises :class:`CannotOpen`."""
        name, nonce, rest = closed[:_NAME], closed[_NAME : _NAME + _NONCE], closed[_NAME + _NONCE :]
        key = next((key for key in self.keys if _name(key) == name), None)
        if key is None:
            raise CannotOpen("この内容を閉じた鍵がありません。")
        try:
            return ChaCha20Poly1305(key).decrypt(nonce, rest, about.encode())
        except (InvalidTag, ValueError) as problem:
            raise CannotOpen("内容が壊れているか、書き換えられています。") from problem

    def is_current(self, closed: bytes) -> bool:
        """Whether the first key closed it."""
        return closed[:_NAME] == _name(self.keys[0])

    def marks(self, text: str, *, use: str) -> list[bytes]:
        """A digest of ``text`` under each key, the first key's first: to find again what must not be kept itself."""
        return [hmac.digest(key, f"{use}\0{text}".encode(), "sha256") for key in self.keys]


@dataclass(frozen=True)
class PublicKeys:
    """What another office may know of us: for whom to seal, and whose signature to expect."""

    sealing: bytes
    signing: bytes

    @classmethod
    def read(cls, text: str) -> Self:
        """The line that the other office handed over. Raises :class:`BadKey`."""
        both = _pair(text, _PUBLIC)
        return cls(both[:SIZE], both[SIZE:])

    def __str__(self) -> str:
        return _PUBLIC + _text(self.sealing + self.signing)

    @property
    def name(self) -> str:
        """A short name that two people can compare by telephone."""
        return hashlib.sha256(self.sealing + self.signing).hexdigest()[:16]

    def seal(self, content: bytes, *, about: str) -> bytes:
        """Encrypt so that only the owner of the private keys can open it."""
        return _SUITE.encrypt(content, X25519PublicKey.from_public_bytes(self.sealing), info=about.encode())

    def has_signed(self, content: bytes, signature: bytes) -> bool:
        """Whether the owner of the private keys signed ``content``."""
        try:
            Ed25519PublicKey.from_public_bytes(self.signing).verify(signature, content)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class PrivateKeys:
    """The keys of one face of one office."""

    sealing: bytes
    signing: bytes

    @classmethod
    def new(cls) -> Self:
        return cls(os.urandom(SIZE), os.urandom(SIZE))

    @classmethod
    def read(cls, text: str) -> Self:
        """The line of ``str(private.secret)``. Raises :class:`BadKey`."""
        both = _pair(text, _PRIVATE)
        return cls(both[:SIZE], both[SIZE:])

    @property
    def secret(self) -> str:
        """The private line. Not ``str()``: it must not get into a log by accident."""
        return _PRIVATE + _text(self.sealing + self.signing)

    def __repr__(self) -> str:
        return f"PrivateKeys({self.public.name})"

    @property
    def public(self) -> PublicKeys:
        return PublicKeys(
            X25519PrivateKey.from_private_bytes(self.sealing).public_key().public_bytes_raw(),
            Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw(),
        )

    def open(self, sealed: bytes, *, about: str) -> bytes:
        """Decrypt what was sealed for us. Raises :class:`CannotOpen`."""
        try:
            return _SUITE.decrypt(
                sealed, X25519PrivateKey.from_private_bytes(self.sealing), info=about.encode()
            )
        except (InvalidTag, ValueError) as problem:
            raise CannotOpen("この鍵では開けません。別の鍵あてか、書き換えられています。") from problem

    def sign(self, content: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(content)


def private_keys(text: str) -> Sequence[PrivateKeys]:
    """Private lines divided by commas; the first signs. Raises :class:`BadKey`."""
    return [PrivateKeys.read(part.strip()) for part in text.split(",") if part.strip()]


def public_keys(text: str) -> Sequence[PublicKeys]:
    """Public lines divided by commas; the first is sealed for. Raises :class:`BadKey`."""
    return [PublicKeys.read(part.strip()) for part in text.split(",") if part.strip()]


def _pair(text: str, beginning: str) -> bytes:
    if not text.startswith(beginning):
        raise BadKey(f"鍵は「{beginning}」で始まります。")
    return _bytes(text.removeprefix(beginning), 2 * SIZE)


def _name(key: bytes) -> bytes:
    return hashlib.sha256(b"name of a key\0" + key).digest()[:_NAME]


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str, size: int) -> bytes:
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as problem:
        raise BadKey("鍵の文字が正しくありません。コピーの漏れがないか確かめてください。") from problem
    if len(content) != size:
        raise BadKey("鍵の長さが正しくありません。コピーの漏れがないか確かめてください。")
    return content
