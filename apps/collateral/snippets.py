"""What is pasted into a mail to a customer: a title, two lines, the link."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from apps.collateral.models import Share

_LINE = 160


@dataclass(frozen=True)
class Snippet:
    """The words, and the same as the beginning of a mail."""

    title: str
    lines: tuple[str, str]
    url: str

    @property
    def text(self) -> str:
        return "\n".join([self.title, *self.lines, self.url])

    @property
    def mail(self) -> str:
        """An address that opens the reader's own mail program, with all of it written."""
        body = "\r\n".join([*self.lines, self.url])
        return f"mailto:?subject={quote(self.title)}&body={quote(body)}"


def snippet(share: Share, *, url: str, inside: Iterable[str] = ()) -> Snippet:
    """`inside`: the titles of what is in a collection."""
    until = date_format(share.expires_on, "j M Y")
    says = share.asset.summary if share.asset else ", ".join(inside)
    first = Truncator(" ".join(says.split())).chars(_LINE) or _("For %(name)s.") % {"name": share.recipient}
    second = _("You can open it without an account until %(day)s.") % {"day": until}
    if share.passcode:
        second = _("You can open it without an account until %(day)s, with the passcode you got from me.") % {
            "day": until
        }
    return Snippet(share.what.title, (first, second), url)
