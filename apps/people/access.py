"""The rules in front of a page: signed in, admin, signed in freshly."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from apps.people.models import Member

View = Callable[..., HttpResponseBase]


class MemberRequest(HttpRequest):
    """A request behind one of the rules below: whoever makes it is a member."""

    user: Member
    htmx: HtmxDetails


def member_of(request: HttpRequest) -> Member:
    """Who is signed in, behind one of the rules below."""
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user


def signed_in(view: View) -> View:
    """Members only. What htmx asked for without a session leads the whole window to the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return _to_sign_in(request)

    guarded.login_rule = "signed in"  # type: ignore[attr-defined]
    return guarded


def admins_only(view: View) -> View:
    """Admins only: 403 for every other member."""

    @wraps(view)
    @signed_in
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not member_of(request).is_admin:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.login_rule = "admin"  # type: ignore[attr-defined]
    return guarded


# The password once more where the last time is longer than fifteen minutes ago; goes under `signed_in`.
freshly_signed_in = reauthentication_required


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    htmx = getattr(request, "htmx", None)
    if htmx:
        page = htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(redirect_to_login(page).url)
    return redirect_to_login(request.get_full_path())
