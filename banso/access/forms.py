"""Forms of sign-in in our own words, where allauth's are English or hard to understand."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

NAME = "鍵の名"


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey or a security key; a passkey, which needs no password, unless the member says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME
        self.fields["name"].help_text = "自分で見分けるための名です（例：机のパソコン）。"
        passkey = self.fields["passwordless"]
        passkey.label = "この鍵だけでログインできるようにする（パスキー）"
        passkey.help_text = "鍵を使うときに、指紋や暗証番号などで本人を確かめます。"
        passkey.initial = True


class EditKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME
