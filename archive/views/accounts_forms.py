"""What readers fill in about their accounts: fields with their labels, help, and what password managers ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm, UsernameField
from django.contrib.auth.validators import UnicodeUsernameValidator

from archive.citations import styles

GOOD_PASSWORD = (
    "At least 8 characters, not digits alone, not like your username, and none of those that everybody uses. "
    "It may be pasted, and a password manager may fill it in."
)
CURRENT = {"autocomplete": "current-password"}


def _address(help_text: str = "") -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"})
    return forms.EmailField(label="Email address", max_length=254, widget=widget, help_text=help_text)


class LogInForm(AuthenticationForm):
    """Who one is. It says the same of a name that nobody has and of a wrong password."""

    error_messages = {
        "invalid_login": "No account has this username and password. A password counts capital and small letters.",
        "inactive": "No account has this username and password. A password counts capital and small letters.",
    }


class SignUpForm(forms.Form):
    """Under which name, and where a message reaches one; the password comes when it did."""

    username = UsernameField(
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text="Letters, digits and @ . + - _ only. It stands under the notes that you make public.",
    )
    email = _address("A message with a link goes there. It is shown to nobody.")


class AddressForm(forms.Form):
    """Another address for messages; it takes the password, since messages open the account."""

    email = _address("A message with a link goes there; until you follow it, the old address holds.")
    password = forms.CharField(
        label="Your password", strip=False, max_length=4096, widget=forms.PasswordInput(attrs=CURRENT)
    )


class ResetForm(forms.Form):
    """Where the message with a link for a new password is to go."""

    email = _address()


class _Named:
    """Passwords that are asked for twice, in the words of this archive."""

    fields: dict[str, forms.Field]

    def _name(self) -> None:
        self.fields["new_password1"].label = "New password"
        self.fields["new_password1"].help_text = GOOD_PASSWORD
        self.fields["new_password2"].label = "The same again"
        self.fields["new_password2"].help_text = ""


class NewPasswordForm(_Named, SetPasswordForm):
    """A password for who came by a link that only they were sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name()


class ChangePasswordForm(_Named, PasswordChangeForm):
    """Another password, for who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name()
        self.fields["old_password"].label = "Your password until now"
        self.fields["old_password"].widget.attrs.pop("autofocus", None)


class StyleForm(forms.Form):
    """The style in which documents are cited, on this device."""

    style = forms.ChoiceField(
        label="Style of citations",
        choices=[(style.slug, style.title) for style in styles.STYLES],
        help_text="Remembered by this browser, with an account or without.",
    )


class DeleteForm(forms.Form):
    """The password, before everything goes."""

    password = forms.CharField(
        label="Your password", strip=False, max_length=4096, widget=forms.PasswordInput(attrs=CURRENT)
    )
