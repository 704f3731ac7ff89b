"""What only a trigger can hold about agreements: whoever asks, page, API, shell, bulk update or bare SQL."""

from collections.abc import Iterable

import pgtrigger


def refuse(name: str, sentence: str, *, on: pgtrigger.Operation, when: str = "", unless: str = "") -> pgtrigger.Trigger:
    """A trigger that refuses a row with `sentence`.

    Args:
        when: the SQL condition over OLD and NEW under which it looks at all.
        unless: an SQL condition that makes it let the row through.
    """
    checked = f"IF {unless} THEN RETURN COALESCE(NEW, OLD); END IF; " if unless else ""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=on,
        condition=pgtrigger.Condition(f"({when})") if when else None,
        func=f"{checked}RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation';",
    )


def legal_jumps(*jumps: tuple[str, str], first: Iterable[str]) -> list[pgtrigger.Trigger]:
    """Triggers that refuse every change of `state` but `jumps`, and every first state but those of `first`."""
    allowed = ", ".join(f"('{old}', '{new}')" for old, new in jumps)
    begins = ", ".join(f"'{state}'" for state in first)
    return [
        refuse(
            # Asked before the others, which go by the alphabet.
            "version_a_legal_jump",
            "a version does not go there from its state",
            on=pgtrigger.Update,
            when=f"OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN ({allowed})",
        ),
        refuse(
            "version_first_state",
            "a version begins as a draft",
            on=pgtrigger.Insert,
            when=f"NEW.state NOT IN ({begins})",
        ),
    ]


_FROZEN = (
    "agreement_id, {0}.number, {0}.content, {0}.text, {0}.what_changed, {0}.effective_on, {0}.expires_on,"
    " {0}.is_trial, {0}.ends_it, {0}.leeway_days, {0}.leeway_wording, {0}.leeway_owner"
)


def _columns(row: str) -> str:
    return f"({row}.{_FROZEN.format(row)})"


frozen_once_proposed = refuse(
    "version_frozen",
    "what was proposed is kept as it is",
    on=pgtrigger.Update,
    when=f"OLD.state <> 'draft' AND {_columns('OLD')} IS DISTINCT FROM {_columns('NEW')}",
)
stays_in_its_agreement = refuse(
    "version_stays",
    "a version keeps its agreement and its number",
    on=pgtrigger.Update,
    when="(OLD.agreement_id, OLD.number) IS DISTINCT FROM (NEW.agreement_id, NEW.number)",
)
# An end is set once, but for an expiry that something signed since comes before; nothing else of the dates changes.
dates_stay = refuse(
    "version_dates_stay",
    "since when a version counts is kept as it is",
    on=pgtrigger.Update,
    when=(
        "OLD.signed_at IS NOT NULL AND ((OLD.signed_at, OLD.effective_from) IS DISTINCT FROM (NEW.signed_at,"
        " NEW.effective_from) OR OLD.ends_at IS NOT NULL AND (OLD.ends_at, OLD.end_reason) IS DISTINCT FROM"
        " (NEW.ends_at, NEW.end_reason) AND NOT (OLD.state = 'signed' AND OLD.end_reason = 'expired'"
        " AND NEW.end_reason IN ('superseded', 'terminated') AND NEW.ends_at <= OLD.ends_at)"
        " OR OLD.entered_at IS NOT NULL AND OLD.entered_at IS DISTINCT FROM NEW.entered_at)"
    ),
)
versions_are_kept = refuse(
    "version_kept",
    "versions are kept",
    on=pgtrigger.Delete,
    unless=("OLD.state = 'draft' AND NOT EXISTS (SELECT 1 FROM agreements_proposal WHERE version_id = OLD.id)"),
)

proposed_as_written_down = refuse(
    "version_as_proposed",
    "what is proposed is not what the proposal says",
    on=pgtrigger.Update,
    when="OLD.state = 'draft' AND NEW.state = 'proposed'",
    unless=(
        "EXISTS (SELECT 1 FROM agreements_proposal p WHERE p.version_id = NEW.id AND p.content = NEW.content"
        " AND p.text = NEW.text AND p.effective_on IS NOT DISTINCT FROM NEW.effective_on"
        " AND p.expires_on IS NOT DISTINCT FROM NEW.expires_on AND p.is_trial = NEW.is_trial"
        " AND p.ends_it = NEW.ends_it AND p.leeway_days = NEW.leeway_days"
        " AND (p.leeway_wording, p.leeway_owner) = (NEW.leeway_wording, NEW.leeway_owner) AND p.number = (SELECT"
        " max(number) FROM agreements_proposal WHERE version_id = NEW.id))"
    ),
)

_UNSIGNED = """
    SELECT 1 FROM agreements_seat s WHERE s.version_id = NEW.id AND NOT EXISTS (
        SELECT 1 FROM agreements_signature g JOIN agreements_proposal p ON p.id = g.proposal_id
        WHERE g.seat_id = s.id AND g.member_id = s.member_id AND p.version_id = NEW.id AND g.digest = p.digest
            AND p.number = (SELECT max(number) FROM agreements_proposal WHERE version_id = NEW.id)
            AND NOT EXISTS (SELECT 1 FROM agreements_objection o
                WHERE o.seat_id = s.id AND o.proposal_id = p.id AND o.number > g.number))
"""
signed_by_every_seat = refuse(
    "version_signed_by_all",
    "not every seat has agreed to what is proposed",
    on=pgtrigger.Update,
    when="OLD.state = 'proposed' AND NEW.state = 'signed'",
    unless=(
        "NOT EXISTS (<unsigned>) AND (SELECT count(DISTINCT side) FROM agreements_seat"
        " WHERE version_id = NEW.id AND side IN ('sales', 'marketing')) = 2"
    ).replace("<unsigned>", _UNSIGNED),
)

named_once_proposed = refuse(
    "agreement_named",
    "what was proposed keeps its title and its matter",
    on=pgtrigger.Update,
    when=(
        "(OLD.title, OLD.kind, OLD.about_kind, OLD.about_id) IS DISTINCT FROM"
        " (NEW.title, NEW.kind, NEW.about_kind, NEW.about_id)"
    ),
    unless="NOT EXISTS (SELECT 1 FROM agreements_version WHERE agreement_id = NEW.id AND state <> 'draft')",
)

_OF_DRAFT = "EXISTS (SELECT 1 FROM agreements_version WHERE id = <row>.version_id AND state = 'draft')"
seats_are_fixed = [
    refuse("seat_added", "seats are set in a draft", on=pgtrigger.Insert, unless=_OF_DRAFT.replace("<row>", "NEW")),
    refuse("seat_removed", "seats are set in a draft", on=pgtrigger.Delete, unless=_OF_DRAFT.replace("<row>", "OLD")),
    refuse(
        "seat_stays",
        "a seat keeps its side and its version",
        on=pgtrigger.Update,
        when="(OLD.version_id, OLD.side) IS DISTINCT FROM (NEW.version_id, NEW.side)",
    ),
    # It outlives its holder, and changes hands only then, or where the sponsor put it on record.
    refuse(
        "seat_held",
        "a seat changes hands once its holder has left",
        on=pgtrigger.Update,
        when="OLD.member_id IS DISTINCT FROM NEW.member_id",
        unless=(
            "EXISTS (SELECT 1 FROM people_member WHERE id = OLD.member_id AND NOT is_active)"
            " OR EXISTS (SELECT 1 FROM agreements_reseating r JOIN agreements_version v ON v.id = OLD.version_id"
            " WHERE r.seat_id = OLD.id AND r.before_id = OLD.member_id AND r.to_id = NEW.member_id"
            " AND v.state = 'proposed' AND r.proposal_id = (SELECT id FROM agreements_proposal"
            " WHERE version_id = v.id ORDER BY number DESC LIMIT 1))"
        ),
    ),
]

# Ten working days are never fewer than ten days; the command counts the working ones.
SILENT_FOR_LONG = (
    "EXISTS (SELECT 1 FROM agreements_proposal p JOIN agreements_version v ON v.id = p.version_id"
    " JOIN agreements_agreement a ON a.id = v.agreement_id JOIN agreements_seat s ON s.version_id = v.id"
    " WHERE p.id = NEW.proposal_id AND v.state = 'proposed' AND s.id = NEW.seat_id AND s.member_id = NEW.before_id"
    " AND a.sponsor_id = NEW.by_id AND NEW.at >= p.at + interval '10 days'"
    " AND p.number = (SELECT max(number) FROM agreements_proposal WHERE version_id = v.id))"
    " AND NOT EXISTS (SELECT 1 FROM agreements_signature WHERE proposal_id = NEW.proposal_id"
    " AND seat_id = NEW.seat_id AND member_id = NEW.before_id)"
    " AND NOT EXISTS (SELECT 1 FROM agreements_objection WHERE proposal_id = NEW.proposal_id"
    " AND seat_id = NEW.seat_id AND member_id = NEW.before_id AND withdrawn_at IS NULL)"
)

proposed_from_a_draft = refuse(
    "proposal_of_draft", "only a draft is proposed", on=pgtrigger.Insert, unless=_OF_DRAFT.replace("<row>", "NEW")
)


def answers_what_is_proposed(name: str, *states: str) -> pgtrigger.Trigger:
    """An answer is given by the holder of a seat, to the latest proposal, with the digest that was read."""
    wanted = ", ".join(f"'{state}'" for state in states)
    return refuse(
        f"{name}_answers",
        "an answer is given by a seat to what is proposed now",
        on=pgtrigger.Insert,
        unless=(
            "EXISTS (SELECT 1 FROM agreements_proposal p JOIN agreements_version v ON v.id = p.version_id"
            " JOIN agreements_seat s ON s.version_id = v.id WHERE p.id = NEW.proposal_id AND s.id = NEW.seat_id"
            " AND s.member_id = NEW.member_id AND p.digest = NEW.digest AND p.number = (SELECT max(number) FROM"
            " agreements_proposal WHERE version_id = v.id) AND v.state IN (<states>))"
        ).replace("<states>", wanted),
    )


# A proxy answers on the days for which the holder named them, while the holder is away.
_NAMED = """
    SELECT 1 FROM agreements_seat s JOIN agreements_version v ON v.id = s.version_id
    JOIN agreements_proxy x ON x.agreement_id = v.agreement_id AND x.member_id = NEW.member_id
    JOIN people_member m ON m.id = NEW.member_id
    JOIN people_absence a ON a.member_id = m.id
    WHERE s.id = NEW.seat_id AND x.to_id = NEW.proxy_id AND x.ended_at IS NULL AND x.named_at <= NEW.at
        AND (NEW.at AT TIME ZONE m.time_zone)::date BETWEEN x.from_on AND x.until_on
        AND (NEW.at AT TIME ZONE m.time_zone)::date BETWEEN a.from_on AND a.until_on
"""


def proxy_was_named(name: str) -> pgtrigger.Trigger:
    """Nobody answers for an absent holder but whom that holder named for these days."""
    return refuse(
        f"{name}_proxy",
        "nobody named them to answer here on this day",
        on=pgtrigger.Insert,
        when="NEW.proxy_id IS NOT NULL",
        unless=f"EXISTS ({_NAMED})",
    )


read_while_it_counts = refuse(
    "acknowledgement_counts",
    "what counts now is read",
    on=pgtrigger.Insert,
    unless=(
        "EXISTS (SELECT 1 FROM agreements_version WHERE id = NEW.version_id AND state = 'signed'"
        " AND entered_at IS NOT NULL)"
    ),
)
