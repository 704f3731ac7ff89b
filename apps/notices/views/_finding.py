from uuid import UUID

from django.db.models import Model
from django.http import Http404

from apps.core import things
from apps.people.models import Member


def thing_or_404(viewer: Member, kind: str, pk: UUID) -> Model:
    """The thing that a path names, if `viewer` can see it."""
    found: Model | None = things.find(kind, pk, viewer)
    if found is None:
        raise Http404
    return found
