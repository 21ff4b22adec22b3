"""Mail over an encrypted line, for real: smtps and STARTTLS with a certificate that the test makes itself."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from banso.notices.models import Notice
from banso.notices.sending import send_due
from banso.notices.tests.conftest import free_port, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """(certificate, key) of a server on this machine, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("certificate")
    pem = folder / "server.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kept = folder / "server.key"
    kept.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return pem, kept


@pytest.fixture
def context(certificate):
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(*certificate)
    return server


@pytest.fixture
def trusted(certificate, monkeypatch):
    """This machine trusts the certificate, as an office trusts that of its own authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))


class Door:
    """Lets in who knows the word, and remembers whether the line was encrypted then."""

    def __init__(self):
        self.asked = []

    def __call__(self, server, session, envelope, mechanism, data):
        self.asked.append((session.ssl is not None, data.login, data.password))
        return AuthResult(success=data.password == b"himitsu")


def address(settings, scheme, user="banso:himitsu@"):
    settings.SMTP_URL = f"{scheme}://{user}127.0.0.1:{free_port()}"
    return settings.SMTP_URL


def test_starttls_is_taken_before_the_password_is_told(office, posted, settings, context, trusted):
    url, door = address(settings, "smtp"), Door()
    posted()
    with serving(office, url, tls_context=context, require_starttls=True, authenticator=door):
        assert send_due().sent == 1
    assert door.asked == [(True, b"banso", b"himitsu")]
    assert len(office.received) == 1


def test_smtps_is_encrypted_from_the_first_byte(office, posted, settings, context, trusted):
    url, door = address(settings, "smtps"), Door()
    posted()
    with serving(office, url, ssl_context=context, authenticator=door, auth_require_tls=False):
        assert send_due().sent == 1
    assert [login for _tls, login, _word in door.asked] == [b"banso"]
    assert len(office.received) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_that_nobody_trusts_gets_neither_password_nor_mail(
    office, posted, settings, context, scheme
):
    url, door = address(settings, scheme), Door()
    posted()
    more = (
        {"tls_context": context} if scheme == "smtp" else {"ssl_context": context, "auth_require_tls": False}
    )
    with serving(office, url, authenticator=door, **more):
        done = send_due(timeout=5)
    assert (done.sent, done.waiting) == (0, 1) and "メールサーバーにつながりません" in done.problem
    assert door.asked == [] and office.received == []
    assert Notice.objects.get().state == "waiting"


def test_a_wrong_password_lets_mail_wait(office, posted, settings, context, trusted):
    url, door = address(settings, "smtp", "banso:chigau@"), Door()
    posted()
    with serving(office, url, tls_context=context, require_starttls=True, authenticator=door):
        done = send_due(timeout=5)
    assert (done.sent, done.waiting) == (0, 1)
    assert door.asked[0][:2] == (True, b"banso") and office.received == []
