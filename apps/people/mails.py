"""The mails of this app; each is a subject, a text and a page under `templates/emails/`."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from apps.people.models import Company, Invitation


def send_invitation(invitation: Invitation, secret: str) -> None:
    """The link goes by mail alone; whoever reads our tables finds only its hash."""
    context = {
        "invitation": invitation,
        "company": Company.objects.get(),
        "link": settings.BASE_URL + reverse("people:invitation", args=[secret]),
    }
    parts = [render_to_string(f"emails/people-invitation/{part}", context) for part in ("subject.txt", "body.txt")]
    mail = EmailMultiAlternatives(subject=" ".join(parts[0].split()), body=parts[1], to=[invitation.email])
    mail.attach_alternative(render_to_string("emails/people-invitation/body.html", context), "text/html")
    mail.send()
