"""What a token may be used for: `read`, `write`, or one of them for one app, as in `collateral:write`."""

from collections.abc import Iterable

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied

READ, WRITE = "read", "write"


def known_scopes() -> list[str]:
    """All scopes that a token may carry."""
    ours = sorted(config.label for config in apps.get_app_configs() if _has_operations(config))
    return [READ, WRITE, *(f"{app}:{what}" for app in ours for what in (READ, WRITE))]


def scope_words(scope: str) -> str:
    """What a token with this scope may do."""
    app, _colon, what = scope.rpartition(":")
    if not app:
        return _("Read everything") if what == READ else _("Read and change everything")
    words = _("Read %(app)s") if what == READ else _("Read and change %(app)s")
    return words % {"app": apps.get_app_config(app).verbose_name}


def _has_operations(config: AppConfig) -> bool:
    return config.name.startswith("apps.") and module_has_submodule(config.module, "api")


def covers(held: Iterable[str], *, app: str, writes: bool) -> bool:
    """Whether one of the scopes `held` is wide enough; who may write may read as well."""
    enough = {WRITE, f"{app}:{WRITE}"} if writes else {READ, WRITE, f"{app}:{READ}", f"{app}:{WRITE}"}
    return not enough.isdisjoint(held)


def require_scope(held: Iterable[str], *, app: str, writes: bool) -> None:
    """The token's gate, in front of the member's own.

    Raises:
        PermissionDenied: the token's scopes don't reach this operation (403).
    """
    if not covers(held, app=app, writes=writes):
        needed = f"{app}:{WRITE if writes else READ}" if app else WRITE if writes else READ
        raise PermissionDenied(
            _("This needs a token with the scope {scope}.").format(scope=needed), code="scope-missing"
        )
