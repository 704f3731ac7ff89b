"""What the rest of Accord knows of searching: the synonyms that admins keep."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.collateral import commands
from apps.collateral.models import Synonym
from apps.core import navigation, things, undo
from apps.trail import acts


def register() -> None:
    """Called once, when the portal starts."""
    things.register(
        things.Thing(
            kind="synonym",
            label=_("Synonym"),
            model=Synonym,
            title=str,
            url=lambda synonym: reverse("collateral:synonyms"),
            visible_to=Synonym.objects.visible_to,
        )
    )
    undo.register("synonym.remove", commands.undo_remove_synonym)
    acts.register({"synonym.added": _("added it"), "synonym.removed": _("removed it")})
    hint = _("What means the same when somebody searches")
    navigation.register_admin(navigation.Entry(30, _("Synonyms"), "collateral:synonyms", "search", hint=hint))
