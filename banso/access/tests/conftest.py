"""What the tests of sign-in share."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.cast import PASSWORD


class Authenticator:
    """The app on a member's telephone: six digits for the present half minute (RFC 6238)."""

    def __init__(self, secret):
        self.secret = secret

    @property
    def code(self):
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30))

    @property
    def wrong_code(self):
        return f"{(int(self.code) + 1) % 1_000_000:06}"


@pytest.fixture
def sign_in():
    """``sign_in("ken")`` or ``sign_in("ken", password)``: (client, response) of the first step."""

    def enter(username, password=PASSWORD, client=None, **more):
        client = client or Client()
        fields = {"login": username, "password": password}
        return client, client.post("/accounts/login/", fields, **more)

    return enter


@pytest.fixture
def with_authenticator(sign_in):
    """Register an authenticator app for a user of the cast through the pages; the app comes back."""

    def register(user):
        client, _ = sign_in(user.username)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        page = client.get("/accounts/2fa/totp/activate/").content.decode()
        app = Authenticator(re.search(r'value="([A-Z2-7]{16,})"', page)[1])
        assert client.post("/accounts/2fa/totp/activate/", {"code": app.code}).status_code == 302
        return app

    return register
