"""Why an asset stands where it does among what was found."""

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.collateral.models import Asset
from apps.collateral.queries.assets import RATINGS_SHOWN_FROM
from apps.collateral.queries.hits import Hit
from apps.collateral.words import Words, holds


def reasons(asset: Asset, words: Words, hit: Hit | None) -> list[str]:
    """What put it there, the strongest first, as one sentence each."""
    known = vars(asset)
    facets = [one["label"] for one in known["said_facets"] if holds(one["label"], words)]
    said = [_("Its title has it.")] if holds(asset.title, words) else []
    said += [_("Its summary has it.")] if holds(asset.summary, words) else []
    said += [_("It is for: %(facets)s.") % {"facets": ", ".join(facets)}] if facets else []
    said += [_("Page %(number)s has it.") % {"number": hit.page}] if hit else []
    if asset.current and holds(asset.current.original_name, words):
        said.append(_("Its file is called that."))
    return [
        *_held(known.get("held"), words),
        *said,
        _liked(known["average"], known["ratings"]),
        *_used(known.get("used_by")),
        *_trusted(asset),
        _aged(asset),
    ]


def _held(held: int | None, words: Words) -> list[str]:
    if held is None:
        return []
    asked = sum(len(group.terms) for group in words.groups)
    return [_("It has %(held)s of the %(asked)s words.") % {"held": held, "asked": asked}]


def _used(people: int | None) -> list[str]:
    if people is None:
        return []
    return [
        ngettext("%(count)s person used it lately.", "%(count)s people used it lately.", people) % {"count": people}
    ]


def _trusted(asset: Asset) -> list[str]:
    return [_("It is unverified, so it stands further down.")] if vars(asset)["unverified"] else []


def _liked(average: float | None, ratings: int) -> str:
    if average is None or ratings < RATINGS_SHOWN_FROM:
        return _("It has too few ratings to count much: it stands near the library's mean.")
    count = ngettext("%(count)s rating", "%(count)s ratings", ratings) % {"count": ratings}
    return _("%(average)s of 5 from %(count)s.") % {"average": number_format(average, 1), "count": count}


def _aged(asset: Asset) -> str:
    if asset.published_at is None:
        return _("It isn't published, so it stands further down.")
    day = date_format(localtime(asset.published_at), "j M Y")
    return _("Published on %(day)s; what is newer stands a little higher.") % {"day": day}
