"""“How is this computed?”: a goal's numbers as the arithmetic that led to them."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.goals.models import Direction, Goal, Unit
from apps.goals.queries.forecasting import Forecast
from apps.goals.queries.measuring import Pace
from apps.goals.queries.numbers import Numbers, Outlook
from apps.goals.queries.placing import Below, Placed
from apps.people import queries as people

# So many goals below are named with what each adds.
NAMED = 20


def worded(goal: Goal, value: Decimal | None) -> str:
    """A value as people write it: with its currency, its per cent, yes or no."""
    if value is None:
        return "–"
    if goal.unit == Unit.YES_NO:
        return _("yes") if value else _("no")
    plain = value.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    text = number_format(value, decimal_pos=places, force_grouping=True)
    if goal.unit == Unit.PERCENT:
        return f"{text} %"
    return f"{text} {people.company().currency}" if goal.unit == Unit.MONEY else text


def aim(goal: Goal) -> str:
    """What its value is held against, as a few words beside it; nothing where it is yes or no, or isn't measured."""
    if goal.unit == Unit.YES_NO:
        return ""
    if goal.target is not None:
        return _("of %(target)s") % {"target": worded(goal, goal.target)}
    words = {"lower": worded(goal, goal.lower), "upper": worded(goal, goal.upper)}
    if goal.lower is not None and goal.upper is not None:
        return _("between %(lower)s and %(upper)s") % words
    if goal.lower is not None:
        return _("at least %(lower)s") % words
    return _("at most %(upper)s") % words if goal.upper is not None else ""


def how_computed(placed: Placed) -> list[str]:
    """Sentences with the numbers in them, as somebody would check it by hand."""
    goal, numbers = placed.goal, placed.numbers
    if goal.is_closed:
        return _as_closed(goal, numbers)
    if not goal.is_measured:
        return _of_those_below(placed)
    said = [_progress(goal, numbers), _expected(goal, placed.today, numbers), _pace(goal, numbers)]
    return [sentence for sentence in said if sentence]


def _as_closed(goal: Goal, numbers: Numbers) -> list[str]:
    """What stays, and for a measured goal the arithmetic that led to it: nothing was read since."""
    if numbers.progress is None:
        return [_("It had no data when it was closed, and so it stays.")]
    said = [_("%(percent)s %% when it was closed, and so it stays.") % {"percent": numbers.percent}]
    if goal.is_measured:
        return [_progress(goal, numbers), *said]
    return said


def _progress(goal: Goal, numbers: Numbers) -> str:
    read: dict[str, Any] = vars(goal)
    if numbers.progress is None:
        return _("Nothing has been read yet. No data is not the same as nothing reached.")
    on = {"day": date_format(read["value_as_of"], "j M Y"), "value": worded(goal, read["value"])}
    if goal.direction == Direction.KEEP:
        words = {"within": read["kept_count"] or 0, "all": read["read_count"], "percent": numbers.percent}
        return _("%(within)s of %(all)s readings lay within the bounds: %(percent)s %%.") % words
    words = on | {
        "baseline": worded(goal, goal.baseline),
        "target": worded(goal, goal.target),
        "percent": numbers.percent,
    }
    return (
        _("Progress: (%(value)s − %(baseline)s) ÷ (%(target)s − %(baseline)s) = %(percent)s %%, read on %(day)s.")
        % words
    )


def _expected(goal: Goal, today: date, numbers: Numbers) -> str:
    assert goal.starts_on is not None
    assert goal.due_on is not None
    if goal.phases:
        return _by_phases(goal, today, numbers)
    days = (goal.due_on - goal.starts_on).days
    passed = min(max((today - goal.starts_on).days, 0), days)
    words = {"passed": passed, "days": days, "percent": numbers.expected_percent}
    return _("Expected by now: %(passed)s of %(days)s days = %(percent)s %%.") % words


def _by_phases(goal: Goal, today: date, numbers: Numbers) -> str:
    """From which corner to which the line runs today, and how far along it."""
    assert goal.starts_on is not None
    assert goal.due_on is not None
    corners = [(goal.starts_on, goal.baseline), *goal.phases, (goal.due_on, goal.target)]
    (begins, done), (ends, then) = next(
        (pair for pair in pairwise(corners) if today <= pair[1][0]), (corners[-2], corners[-1])
    )
    days = (ends - begins).days
    words = {
        "done": worded(goal, done),
        "then": worded(goal, then),
        "begins": date_format(begins, "j M Y"),
        "ends": date_format(ends, "j M Y"),
        "passed": min(max((today - begins).days, 0), days),
        "days": days,
        "percent": numbers.expected_percent,
    }
    return (
        _(
            "Expected by now, in phases: from %(done)s on %(begins)s to %(then)s on %(ends)s, %(passed)s of %(days)s"
            " days = %(percent)s %% of the whole way."
        )
        % words
    )


def _pace(goal: Goal, numbers: Numbers) -> str:
    if numbers.pace == Pace.TOO_EARLY:
        return _("Before a tenth of the time has passed, nothing is said about the pace.")
    if numbers.pace == Pace.NO_DATA:
        return ""
    if goal.direction == Direction.KEEP:
        kept = _("The last reading lies within the bounds, so it is on pace.")
        return kept if numbers.pace == Pace.ON_PACE else _("The last reading lies outside the bounds, so it is behind.")
    if numbers.expected == 1 and numbers.pace == Pace.BEHIND:
        return _("The due date has passed and it isn't all reached, so it is behind.")
    gap = numbers.bar - (numbers.expected_percent or 0)
    word = {Pace.AHEAD: _("ahead"), Pace.ON_PACE: _("on pace"), Pace.BEHIND: _("behind")}[numbers.pace]
    words = {"bar": numbers.bar, "expected": numbers.expected_percent, "gap": f"{gap:+d}", "word": word}
    return (
        _("%(bar)s − %(expected)s = %(gap)s points: %(word)s. Ten or more above is ahead, up to ten below is on pace.")
        % words
    )


def _of_those_below(placed: Placed) -> list[str]:
    numbers = placed.numbers
    if placed.goal.is_root:
        return [_("The revenue goal shows its own measure and nothing else, and it has none yet.")]
    if not numbers.below:
        return [_("It has no measure of its own, and no goal below it, so that nothing is computed.")]
    words = {
        "reporting": numbers.reporting,
        "below": numbers.below,
        "percent": numbers.percent,
        "parts": _parts(placed),
        "covered": numbers.coverage_percent,
    }
    said = [_("%(reporting)s of %(below)s goals below it report.") % words]
    if numbers.coverage is not None and numbers.reporting < numbers.below:
        said = [_("%(reporting)s of %(below)s goals below it report, with %(covered)s %% of the weight.") % words]
    if numbers.progress is not None:
        said.append(_("Their weighted mean, each cut to 0…100 %%: %(percent)s %%, from %(parts)s.") % words)
    said += _of_those_over(placed.below)
    if placed.worst:
        said.append(_("Its pace is the worst of theirs: that of “%(title)s”.") % {"title": placed.worst})
    return said


def _parts(placed: Placed) -> str:
    """Those that report, each with what it adds; of very many the first, and how many more there are."""
    parts = [(child, placed.numbers_by_id[child.id]) for child in placed.below if child.state != Goal.State.DROPPED]
    parts = [(child, part) for child, part in parts if part.progress is not None]
    said = [
        _("“%(title)s” %(percent)s %% (weight %(weight)s)")
        % {"title": child.title, "percent": part.bar, "weight": child.weight}
        for child, part in parts[:NAMED]
    ]
    more = len(parts) - NAMED
    if more > 0:
        said.append(_("and %(count)d more") % {"count": more})
    return ", ".join(said)


def _of_those_over(below: list[Below]) -> list[str]:
    dropped = sum(child.state == Goal.State.DROPPED for child in below)
    closed = sum(child.state in Goal.CLOSED for child in below) - dropped
    said = []
    if closed:
        counted = ngettext(
            "%(count)d of them is closed and counts with what it came to.",
            "%(count)d of them are closed and count with what they came to.",
            closed,
        )
        said.append(counted % {"count": closed})
    if dropped:
        left = ngettext("%(count)d that was dropped is left out.", "%(count)d that were dropped are left out.", dropped)
        said.append(left % {"count": dropped})
    return said


def how_forecast(goal: Goal, ahead: Outlook) -> list[str]:
    """Where it is heading, as somebody would check it by hand."""
    said = [_by_forecast(goal, ahead.forecast)] if ahead.forecast else [_too_little(*ahead.missing)]
    if ahead.rates.needed is not None:
        words = {"rate": _a_week(goal, ahead.rates.needed)}
        said.append(
            _("Needed from now on: what is left of the way by the days that are left, %(rate)s a week.") % words
        )
    if ahead.rates.lately is not None:
        words = {"rate": _a_week(goal, ahead.rates.lately)}
        said.append(_("The last four weeks brought %(rate)s a week.") % words)
    return said


def _by_forecast(goal: Goal, found: Forecast) -> str:
    words = {
        "readings": found.readings,
        "rate": _a_week(goal, found.slope * 7),
        "value": worded(goal, rounded(found.value)),
        "low": worded(goal, rounded(found.low)),
        "high": worded(goal, rounded(found.high)),
    }
    return (
        _(
            "Forecast for the due date: %(value)s (%(low)s to %(high)s). Between each two of %(readings)s readings"
            " something was gained by the day; the middle one of all these, %(rate)s a week, goes on from the last"
            " reading. A fifth of them lies below the band, a fifth above."
        )
        % words
    )


def _too_little(readings: int, days: int) -> str:
    if readings:
        return ngettext(
            "A forecast needs %(count)d reading more.", "A forecast needs %(count)d readings more.", readings
        ) % {"count": readings}
    return ngettext(
        "A forecast needs readings over %(count)d day more.",
        "A forecast needs readings over %(count)d days more.",
        days,
    ) % {"count": days}


def rounded(value: Decimal) -> Decimal:
    """A number that nobody knows so exactly: whole from ten on, with two places below."""
    return value.quantize(Decimal(1) if abs(value) >= 10 else Decimal("0.01"))


def _a_week(goal: Goal, rate: Decimal) -> str:
    text = worded(goal, rounded(rate))
    return text if rate < 0 else f"+{text}"
