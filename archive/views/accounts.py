"""A reader's account: the one way in for readers, curators and administrators, the way out, the profile, the password.

Roles are those of Django: every account is a reader's; ``is_staff`` makes it a curator's, whom the desk lets in;
``is_superuser`` an administrator's, who may also appoint others in the admin. `accounts_joining` makes accounts and
`accounts_leaving` ends them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as django_views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from archive.exports import belongings

from . import accounts_throttle as throttle
from . import preferences
from .accounts_forms import ChangePasswordForm, LogInForm, StyleForm
from .accounts_throttle import Scope

View = Callable[..., HttpResponseBase]


def for_readers(view: View) -> View:
    """A view for who has an account: others are asked to log in; nobody keeps the answer."""

    @wraps(view)
    @never_cache
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return guarded


def reader(request: HttpRequest) -> User:
    """Who is logged in."""
    return cast(User, request.user)


class LogIn(django_views.LoginView):
    """The way in, for everybody. Whoever tries too often must wait, whether or not there is such an account."""

    template_name = "accounts/login.html"
    authentication_form = LogInForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log in, and lead on to where they were going."""
        wait = throttle.begin(self._scopes())
        if not wait:
            return super().post(request, *args, **kwargs)
        form = LogInForm(request, initial={"username": request.POST.get("username", "")[:150]})
        shown = self.get_context_data(form=form, refused=too_often(wait))
        return throttle.refused(render(request, self.template_name, shown), wait)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        throttle.succeed(self._scopes())
        return super().form_valid(cast(LogInForm, form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_open=settings.REGISTRATION, **kwargs)

    def get_default_redirect_url(self) -> str:
        return reverse("desk" if reader(self.request).is_staff else "profile")

    def _scopes(self) -> list[Scope]:
        return throttle.logging_in(self.request, self.request.POST.get("username", ""))


class LogOut(django_views.LogoutView):
    """The way out; the browser forgets what it was shown, as far as it can be told to."""

    next_page = "home"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return forgetting(super().post(request, *args, **kwargs))


@for_readers
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """What the archive knows of a reader, and what they can do about it."""
    style = StyleForm(initial={"style": preferences.style(request).slug})
    return render(request, "accounts/profile.html", {"role": belongings.role(reader(request)), "form": style})


@for_readers
@require_POST
def style(request: HttpRequest) -> HttpResponseBase:
    """Remember a style of citations."""
    form = StyleForm(request.POST)
    response = redirect("profile")
    if not form.is_valid():
        messages.error(request, "There is no such style.")
        return response
    chosen = preferences.named(form.cleaned_data["style"])
    messages.success(request, f"Citations are in this style from now on: {chosen.title}.")
    return preferences.remember(response, chosen)


@method_decorator(never_cache, name="dispatch")
class ChangePassword(django_views.PasswordChangeView):
    """Another password; all other devices are logged out by it."""

    template_name = "accounts/password.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("profile")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        scopes = throttle.logging_in(request, reader(request).get_username())
        if wait := throttle.begin(scopes):
            shown = self.get_context_data(form=ChangePasswordForm(reader(request)), refused=too_often(wait))
            return throttle.refused(render(request, self.template_name, shown), wait)
        form = self.get_form()
        if "old_password" not in form.errors:
            throttle.succeed(scopes)
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is changed. Every other device is logged out.")
        return super().form_valid(form)


def is_theirs(request: HttpRequest, password: str) -> int | None:
    """Whether a password is that of who is logged in: 0 if it is, None if it is not, the seconds to wait if they tried
    too often."""
    user = reader(request)
    scopes = throttle.logging_in(request, user.get_username())
    if wait := throttle.begin(scopes):
        return wait
    if not user.check_password(password):
        return None
    throttle.succeed(scopes)
    return 0


def too_often(seconds: int) -> str:
    """What is said to who tried too often."""
    return f"That was too often. Wait {throttle.in_words(seconds)}, then try again."


def forgetting(response: HttpResponse) -> HttpResponse:
    """An answer that has the browser drop the pages it keeps of this site (W3C Clear Site Data, 3.1)."""
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def to_log_in(request: HttpRequest) -> HttpResponseRedirect:
    """The way in has one address; others that it had lead there, and on to where they led."""
    query = request.GET.urlencode()
    return HttpResponseRedirect(reverse("login") + (f"?{query}" if query else ""))


def nowhere(request: HttpRequest, there: str) -> HttpResponse:
    """The admin's way from a row's number to its address, which asks nobody whether they may know of the row."""
    raise Http404(there)
