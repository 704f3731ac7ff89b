"""What the rest of Accord knows of field content; all that isn't its own, its asset says."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.collateral import policy
from apps.collateral.models import Check, FieldContent
from apps.core import navigation, telling, things
from apps.trail import acts


def register() -> None:
    things.register(
        things.Thing(
            kind="field-content",
            label=_("Field content"),
            model=FieldContent,
            title=str,
            url=lambda content: reverse("collateral:asset", args=[content.asset_id]),
            visible_to=lambda viewer: FieldContent.objects.visible_to(viewer).select_related("asset"),
            talked_about_at=lambda content: content.asset,
        )
    )
    acts.name_fields({"used_where": _("Where it was used"), "checks": _("Checklist")})
    acts.name_values({"checks": dict(Check.choices)})
    acts.register(
        {
            "asset.submitted": _("submitted it from the field; used {where}"),
            "asset.adopted": _("adopted it: the credit is {maker}'s"),
        }
    )
    telling.register(
        telling.NoticeKind(
            "asset-adopted",
            _("What I made is adopted"),
            _("{actor} adopted “{title}”: everybody finds it now, with your name on it"),
            _("You made it."),
        ),
        telling.NoticeKind(
            "asset-use-instead",
            _("Something else is to be used instead of what I made"),
            _("{actor} asks you to use “{instead}” instead of “{title}”: {note}"),
            _("You made it, or answer for it."),
        ),
        telling.NoticeKind(
            "asset-replaced",
            _("What I made is replaced"),
            _("{actor} archived “{title}”, which you made: its page says what is used instead"),
            _("You made it."),
        ),
    )
    entry = navigation.Entry(33, _("Something I made"), "collateral:submit_field_content", shown_to=policy.may_submit)
    navigation.register_new(entry)
