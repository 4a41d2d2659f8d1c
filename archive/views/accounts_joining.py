"""How an account is made, and how its password or address is made anew: always by a link in a message.

Whoever asks is told the same whether or not there is such an account; the message alone says which, to its owner.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as django_views
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import url_has_allowed_host_and_scheme, urlsafe_base64_encode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from . import accounts_letters as letters
from . import accounts_throttle as throttle
from .accounts import for_readers, is_theirs, reader, too_often
from .accounts_forms import AddressForm, NewPasswordForm, ResetForm, SignUpForm
from .accounts_letters import NotSent

SIGN_UP, ADDRESS = "archive.sign-up", "archive.address"  # what a signature is for
GOOD_FOR = 3 * 24 * 60 * 60  # seconds
LONGEST_NEXT = 500
NOT_SENT = "No message can be sent at the moment. Please try again later."
asking = require_http_methods(["GET", "HEAD", "POST"])


@asking
@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """Ask for an account. The answer is one and the same for free names and addresses and for others."""
    if not settings.REGISTRATION:
        return render(request, "accounts/closed.html", status=403)
    form = SignUpForm(request.POST if request.method == "POST" else None)
    onward = (request.POST or request.GET).get("next", "")[:LONGEST_NEXT]
    if not form.is_valid():
        return render(request, "accounts/signup.html", {"form": form, "next": onward})
    name, email = form.cleaned_data["username"], form.cleaned_data["email"]
    if wait := throttle.begin(throttle.sending(request, email)):
        shown = render(request, "accounts/signup.html", {"form": form, "next": onward, "refused": too_often(wait)})
        return throttle.refused(shown, wait)
    try:
        _answer_sign_up(name, email, onward)
    except NotSent:
        context = {"form": form, "next": onward, "refused": NOT_SENT}
        return render(request, "accounts/signup.html", context, status=503)
    return redirect("signup-sent")


def _answer_sign_up(name: str, email: str, onward: str) -> None:
    known = User.objects.filter(email__iexact=email, is_active=True).first()
    if known is not None:
        letters.send("known", email, name=known.get_username())
    elif User.objects.filter(username__iexact=name).exists():
        letters.send("taken", email, name=name)
    else:
        token = signing.dumps([name, email, onward], salt=SIGN_UP, compress=True)
        letters.send("signup", email, name=name, way=reverse("signup-finish", args=[token]))


@require_safe
@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """A message is on its way; or, in the terminal, where no mail server is set."""
    return render(request, "accounts/sent.html", {"is_console": letters.is_console()})


@sensitive_post_parameters()
@asking
@never_cache
def finish(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message: choose a password, and be in."""
    try:
        name, email, onward = signing.loads(token, salt=SIGN_UP, max_age=GOOD_FOR)
    except signing.BadSignature:
        return _stale(request)
    taken = User.objects.filter(username__iexact=name).exists()
    if taken or not settings.REGISTRATION:
        return _stale(request)
    form = NewPasswordForm(User(username=name, email=email), request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/finish.html", {"form": form, "name": name})
    try:
        with transaction.atomic():
            user = form.save()
    except IntegrityError:  # the same form was sent twice at once
        return _stale(request)
    login(request, user)
    messages.success(request, f"Welcome, {name}. This is your account.")
    return redirect(onward if _is_ours(request, onward) else "profile")


def _stale(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/stale.html", status=410)


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())


# A new password for who forgot theirs


@asking
@never_cache
def reset(request: HttpRequest) -> HttpResponse:
    """Ask for a link to a new password; one is told the same whoever has that address."""
    form: Form = ResetForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/reset.html", {"form": form})
    email = form.cleaned_data["email"]
    if wait := throttle.begin(throttle.sending(request, email)):
        shown = render(request, "accounts/reset.html", {"form": form, "refused": too_often(wait)})
        return throttle.refused(shown, wait)
    try:
        _answer_reset(email)
    except NotSent:
        return render(request, "accounts/reset.html", {"form": form, "refused": NOT_SENT}, status=503)
    return redirect("reset-sent")


def _answer_reset(email: str) -> None:
    """A message in every case: one that goes out only to those who have an account would tell by the time it takes."""
    known = User.objects.filter(email__iexact=email, is_active=True).order_by("pk")
    users = [user for user in known if user.has_usable_password()]
    for user in users:
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        way = reverse("reset-confirm", args=[uid, default_token_generator.make_token(user)])
        letters.send("reset", user.email, name=user.get_username(), way=way)
    if not users:
        letters.send("unknown", email)


class ConfirmReset(django_views.PasswordResetConfirmView):
    """The link of the message: choose a new password, and be in; all sessions that there were are ended by it."""

    template_name = "accounts/reset_confirm.html"
    form_class = NewPasswordForm
    post_reset_login = True
    success_url = reverse_lazy("profile")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is changed. Every other device is logged out.")
        return super().form_valid(form)


# Another address


@sensitive_post_parameters()
@asking
@for_readers
def address(request: HttpRequest) -> HttpResponse:
    """Ask for messages to go elsewhere: it holds once a link that was sent there is followed."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/address.html", {"form": form})
    wait = is_theirs(request, form.cleaned_data["password"])
    if wait == 0:
        wait = throttle.begin(throttle.sending(request, form.cleaned_data["email"]))
    if wait:
        shown = render(request, "accounts/address.html", {"form": form, "refused": too_often(wait)})
        return throttle.refused(shown, wait)
    if wait is None:
        form.add_error("password", "This is not your password.")
        return render(request, "accounts/address.html", {"form": form})
    return _send_to_new(request, form)


def _send_to_new(request: HttpRequest, form: AddressForm) -> HttpResponse:
    user, email = reader(request), form.cleaned_data["email"]
    token = signing.dumps([user.pk, user.email, email], salt=ADDRESS, compress=True)
    try:
        letters.send("address", email, name=user.get_username(), way=reverse("address-confirm", args=[token]))
    except NotSent:
        return render(request, "accounts/address.html", {"form": form, "refused": NOT_SENT}, status=503)
    return redirect("address-sent")


@asking
@for_readers
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """The link of that message; the old address is told. It is a form, since mail programs follow links to see them."""
    try:
        pk, old, new = signing.loads(token, salt=ADDRESS, max_age=GOOD_FOR)
    except signing.BadSignature:
        return _stale(request)
    user = reader(request)
    if user.pk != pk or user.email != old:
        return _stale(request)
    if request.method != "POST":
        return render(request, "accounts/address_confirm.html", {"email": new})
    user.email = new
    user.save(update_fields=["email"])
    messages.success(request, f"Messages go to {new} from now on.")
    if old:
        _tell(old, user, new)
    return redirect("profile")


def _tell(old: str, user: User, new: str) -> None:
    with suppress(NotSent):  # it stands in the log; the new address holds all the same
        letters.send("moved", old, name=user.get_username(), new=new)
