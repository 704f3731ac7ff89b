"""The template tags of the kit; they are builtins, so no page loads them.

Rows of a long list call them hundreds of times: they build their few elements here instead of including a template.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.template.base import FilterExpression, NodeList, Parser, Token, Variable, token_kwargs
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as compiled_url
from django.templatetags.i18n import TranslateNode
from django.templatetags.i18n import do_translate as compiled_translate
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from apps.core import things
from apps.core.addresses import address
from apps.core.keeping import Drawings, looks_at

register = template.Library()

SIDES = {
    "sales": gettext_lazy("Sales"),
    "marketing": gettext_lazy("Marketing"),
    "leadership": gettext_lazy("Leadership"),
    "other": gettext_lazy("Other"),
}
KINDS = {"good", "warn", "bad", "info", "sales", "marketing", "leadership", "agreed", ""}
NOTES = {"success": "good", "warning": "warn", "error": "bad"}
MINUTE, HOUR, DAY = 60, 3600, 86_400
# Beyond this many days a date says more than a distance.
FAR = 31


class Kept(template.Node):
    """A part of a page that its values and the language settle: rendered once for each of them.

    Inside there is nothing but these values, so that nothing can be kept that belongs to somebody else or was changed
    since. What goes by the clock, or carries a form's token, can't stand in it.
    """

    def __init__(self, nodes: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist = nodes
        self.values = values
        self.drawings = Drawings()

    def render(self, context: Context) -> SafeString:
        given = {name: value.resolve(context) for name, value in self.values.items()}
        key = (get_language(), *((type(value), value) for value in given.values()))
        return self.drawings.of(key, lambda: self.nodelist.render(context.new(given)))


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """`{% kept theme=theme %}…{% endkept %}`: values must be words, numbers, or tuples of them; never rows."""
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"kept takes values by name, not {bits}")
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodes, values)


class Words(TranslateNode):
    """Django's `translate` of words that stand in the template as they are, looked up once in each language."""

    def __init__(self, node: TranslateNode) -> None:
        vars(self).update(vars(node))
        self.known: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self.known:
            self.known[language] = SafeString(super().render(context))
        return self.known[language]


@register.tag
def translate(parser: Parser, token: Token) -> TranslateNode:
    node = compiled_translate(parser, token)
    words = node.filter_expression
    plain = isinstance(words.var, Variable) and not words.var.lookups and not words.filters
    return Words(node) if plain and not (node.asvar or node.message_context) else node


class Address(URLNode):
    """Django's `url`, which looks a page up once where only ids follow its name."""

    def render(self, context: Context) -> str:
        ids = [one.resolve(context) for one in self.args]
        if self.asvar or self.kwargs or not all(isinstance(one, UUID) for one in ids):
            return super().render(context)
        return address(self.view_name.resolve(context), *ids)


@register.tag
def url(parser: Parser, token: Token) -> Address:
    node = compiled_url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)


@register.simple_tag
def icon(name: str, label: str | Promise = "") -> SafeString:
    """A drawing of the sprite: silent beside a word, with a name of its own where it stands alone."""
    return _icon(name, str(label))


# `typed` everywhere: a text that is safe as HTML equals the same text that isn't.
@lru_cache(maxsize=1000, typed=True)
def _icon(name: str, label: str) -> SafeString:
    drawing = f"{static('img/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, drawing)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', drawing)


@register.simple_tag
def pill(word: Any, kind: str = "") -> SafeString:
    """A state in a word; the colour only repeats what the word says."""
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f"A pill can't be {kind!r}: {sorted(KINDS)}")
    return _pill(word if isinstance(word, SafeString) else str(word), kind)


@lru_cache(maxsize=1000, typed=True)
def _pill(word: str, kind: str) -> SafeString:
    return format_html('<span class="{}">{}</span>', f"pill pill-{kind}" if kind else "pill", word)


@register.simple_tag
def side(key: str) -> SafeString:
    """The side somebody or something stands on, in its colour and its word."""
    return format_html('<span class="side side-{}">{}</span>', key, SIDES[key])


@register.filter
def shortened(text: str, most: int) -> str:
    """A text of at most so many characters; the many that are shorter cost nothing."""
    return text if len(text) <= most else Truncator(text).chars(most)


@register.filter
def initials(name: Any) -> str:
    """The first letters of the first and the last word of a name."""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.simple_tag
@looks_at("pk", "name", "side", "is_active", "is_system")
def person(member: Any, note: str | Promise = "") -> SafeString:
    """A member as a chip that leads to the directory; nobody is said as such."""
    if member is None:
        return format_html('<span class="muted">{}</span>', _("nobody yet"))
    if member.is_system:
        return format_html('<span class="person"><span class="person-name">{}</span></span>', member)
    return _chip(
        str(member), member.side, things.kind("member").url(member), member.is_active, str(note) if note else ""
    )


@lru_cache(maxsize=5000, typed=True)
def _chip(name: str, side: str, page: str, is_active: bool, note: str) -> SafeString:
    return format_html(
        '<a class="person{}" href="{}"><span class="face face-{}" aria-hidden="true" translate="no">{}</span>'
        '<span class="person-name">{}</span>{}</a>',
        "" if is_active else " person-left",
        page,
        side,
        initials(name),
        name,
        format_html(' <span class="muted">{}</span>', note) if note else "",
    )


def distance(seconds: float) -> str:
    """How far away a moment is, in words; seconds of the future are positive."""
    size = abs(int(seconds))
    if size < MINUTE:
        return _("just now") if seconds <= 0 else _("in a moment")
    if size < HOUR:
        count = size // MINUTE
        past, ahead = (
            ngettext("%d minute ago", "%d minutes ago", count),
            ngettext("in %d minute", "in %d minutes", count),
        )
    elif size < DAY:
        count = size // HOUR
        past, ahead = ngettext("%d hour ago", "%d hours ago", count), ngettext("in %d hour", "in %d hours", count)
    else:
        count = size // DAY
        past, ahead = ngettext("%d day ago", "%d days ago", count), ngettext("in %d day", "in %d days", count)
    return (ahead if seconds > 0 else past) % count


@register.simple_tag(takes_context=True)
def when(context: Context, moment: datetime | None, now: datetime | None = None) -> SafeString | str:
    """A moment, relative; the exact time in the reader's zone on hover and for screen readers.

    The company's own time is added where its zone differs from the reader's.
    """
    if moment is None:
        return ""
    now = now or context.get("now") or timezone.now()
    near = abs((moment - now).total_seconds()) < FAR * DAY
    words = distance((moment - now).total_seconds()) if near else date_format(timezone.localtime(moment), "j M Y")
    return _time(moment.isoformat(timespec="seconds"), _exactly(moment, context.get("company")), words)


@register.simple_tag(takes_context=True)
def near(context: Context, moment: datetime, now: datetime | None = None) -> SafeString:
    """A moment by its date, as it reads after “since” or “until”; on the day itself by its time."""
    own, today = timezone.localtime(moment), timezone.localdate(now or context.get("now") or timezone.now())
    words = date_format(own, "H:i") if own.date() == today else _near(own.date(), today)
    return _time(moment.isoformat(timespec="seconds"), _exactly(moment, context.get("company")), words)


def _exactly(moment: datetime, company: Any) -> str:
    own = timezone.localtime(moment)
    said = f"{date_format(own, 'D j F Y, H:i')} {own.tzname()}"
    if company is None:
        return said
    theirs = moment.astimezone(ZoneInfo(company.time_zone))
    if theirs.utcoffset() == own.utcoffset():
        return said
    return f"{said} ({date_format(theirs, 'D H:i')} {theirs.tzname()})"


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | None, late: bool = False, today: date | None = None) -> SafeString | str:
    """A date by its distance while it is near; `late` marks one that was missed."""
    if value is None:
        return ""
    today = today or context.get("today") or timezone.localdate()
    return _day(value, today, late, get_language())


@lru_cache(maxsize=2000)
def _day(value: date, today: date, late: bool, _language: str | None) -> SafeString:
    return _time(value.isoformat(), date_format(value, "l j F Y"), _near(value, today), "late" if late else "")


def _near(value: date, today: date) -> str:
    named = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    gap = (value - today) // timedelta(days=1)
    if gap in named:
        return named[gap]
    if 0 < gap < 7:
        return date_format(value, "l")
    if -7 < gap < 0:
        return _("last %(day)s") % {"day": date_format(value, "l")}
    return date_format(value, "j M" if value.year == today.year else "j M Y")


def _time(machine: str, exact: str, words: str, extra: str = "") -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}"{}>{}<span class="visually-hidden"> ({})</span></time>',
        machine,
        exact,
        format_html(' class="{}"', extra) if extra else "",
        words,
        exact,
    )


@register.filter
def note_kind(tag: str) -> str:
    """The kind of note for a message's level."""
    return NOTES.get(tag, "info")


@register.filter
def undo_token(tags: str | None) -> str:
    """The offer to take something back that `core.answer.say` put on a message."""
    return next((tag[5:] for tag in (tags or "").split() if tag.startswith("undo:")), "")
