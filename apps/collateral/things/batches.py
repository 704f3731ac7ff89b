"""What the rest of Accord knows of files that came in one go."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.collateral.models import Batch
from apps.core import things
from apps.trail import acts


def batch_url(batch: Batch) -> str:
    return reverse("collateral:batch", args=[batch.pk])


def batch_title(batch: Batch) -> str:
    on = date_format(timezone.localtime(batch.uploaded_at), "j M Y, H:i")
    return _("Upload of %(on)s") % {"on": on}


def register() -> None:
    things.register(
        things.Thing(
            kind="batch",
            label=gettext_lazy("Upload of several files"),
            model=Batch,
            title=batch_title,
            url=batch_url,
            visible_to=lambda viewer: Batch.objects.visible_to(viewer),
            involved=lambda batch: [batch.uploaded_by],
        )
    )
    acts.register({"batch.uploaded": gettext_lazy("uploaded it: {count} sent")})
