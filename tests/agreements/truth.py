"""What must be true of agreements after every step, in SQL that knows nothing of the app's own queries."""

from datetime import datetime
from typing import Any

from django.db import connection

# Every answer of a seat counts, also one that was taken away again.
_FAULTS = """
with looked as not materialized (
    select * from agreements_version where %(only)s::uuid is null or agreement_id = %(only)s
),
answer as not materialized (
    select seat_id, proposal_id, member_id, number, digest, at, 'yes' as what from agreements_signature
    union all
    select seat_id, proposal_id, member_id, number, digest, at, 'no' from agreements_objection
),
last as (
    select distinct on (version_id) * from agreements_proposal where version_id in (select id from looked)
        order by version_id, number desc
),
signed as (
    select v.*, a.title, a.kind, p.id as proposal, p.digest, p.text as said, p.content as held, p.effective_on as fixed
    from looked v join agreements_agreement a on a.id = v.agreement_id join last p on p.version_id = v.id
    where v.signed_at is not null
)
select 'a seat has not signed what was agreed', v.id from signed v join agreements_seat s on s.version_id = v.id
    left join lateral (select what, digest from answer a where a.seat_id = s.id and a.proposal_id = v.proposal
        and a.at <= v.signed_at order by a.number desc limit 1) mine on true
    where mine.what is distinct from 'yes' or mine.digest is distinct from v.digest
union all
select 'the hash is not that of the words', v.id from signed v
    where v.kind = 'text' and v.digest is distinct from encode(sha256(convert_to('{"agreement":"' || v.agreement_id
        || '","content":{' || case when v.ends_it then '"ends":true,' else '' end || '"text":' || to_json(v.text)::text
        || '},"effective_on":' || coalesce('"' || v.effective_on || '"', 'null')
        || case when v.ends_it then ',"ends_it":true' else '' end
        || coalesce(',"expires_on":"' || v.expires_on || '"', '')
        || case when v.leeway_days > 0 then ',"leeway_days":' || v.leeway_days else '' end
        || case when v.leeway_owner then ',"leeway_owner":true' else '' end
        || case when v.leeway_wording then ',"leeway_wording":true' else '' end
        || ',"title":' || to_json(v.title)::text || case when v.is_trial then ',"trial":true' else '' end
        || ',"version":' || v.number || '}', 'UTF8')), 'hex')
union all
select 'what counts is not what was proposed', v.id from signed v
    where v.text <> v.said or v.content <> v.held or v.effective_on is distinct from v.fixed
union all
select 'it is signed, but by one side alone', v.id from signed v
    where (select count(distinct side) from agreements_seat s
        where s.version_id = v.id and side in ('sales', 'marketing')) < 2
union all
select 'it has a date, but was never proposed', v.id from looked v
    where v.signed_at is not null and not exists (select 1 from signed s where s.id = v.id)
union all
select 'two count at once', v.id from looked v join agreements_version w on w.agreement_id = v.agreement_id
    and w.id > v.id where v.effective_from is not null and w.effective_from is not null
    and v.effective_from < coalesce(w.ends_at, 'infinity') and w.effective_from < coalesce(v.ends_at, 'infinity')
union all
select 'what is over counts', v.id from looked v where v.state <> 'signed' and v.effective_from <= %(now)s
    and (v.ends_at is null or v.ends_at > %(now)s)
union all
select 'everybody signed, and it is not agreed', v.id from looked v join last p on p.version_id = v.id
    where v.state = 'proposed' and not exists (select 1 from agreements_seat s left join lateral
        (select what from answer a where a.seat_id = s.id and a.proposal_id = p.id and a.member_id = s.member_id
            order by a.number desc limit 1) mine on true
        where s.version_id = v.id and mine.what is distinct from 'yes')
union all
select 'two are open', min(v.id::text)::uuid from looked v
    where v.state in ('draft', 'proposed') group by v.agreement_id having count(*) > 1
union all
select 'an answer names another hash than its proposal', a.proposal_id from answer a
    join agreements_proposal p on p.id = a.proposal_id
    where a.digest <> p.digest and p.version_id in (select id from looked)
union all
select 'who agreed to what counted was not asked about its change', w.id from looked v
    join agreements_version w on w.agreement_id = v.agreement_id and w.effective_from = v.ends_at
    join agreements_seat s on s.version_id = v.id
    join people_member m on m.id = s.member_id and (m.left_at is null or m.left_at > w.signed_at)
    where v.end_reason = 'superseded' and not exists (select 1 from agreements_seat t
        where t.version_id = w.id and t.side = s.side and (t.member_id = s.member_id or exists
            (select 1 from answer a where a.seat_id = t.id and a.member_id = s.member_id) or exists
            (select 1 from agreements_reseating r where r.seat_id = t.id and r.before_id = s.member_id)))
union all
select 'somebody answered whom the holder had not named for that day', p.version_id from (
        select proposal_id, member_id, proxy_id, at from agreements_signature
        union all select proposal_id, member_id, proxy_id, at from agreements_objection
    ) a join agreements_proposal p on p.id = a.proposal_id join looked v on v.id = p.version_id
    join people_member m on m.id = a.member_id
    where a.proxy_id is not null and not exists (select 1 from agreements_proxy x where x.agreement_id = v.agreement_id
        and x.member_id = a.member_id and x.to_id = a.proxy_id and x.named_at <= a.at
        and (x.ended_at is null or x.ended_at >= a.at)
        and (a.at at time zone m.time_zone)::date between x.from_on and x.until_on)
union all
select 'a seat was taken from who had answered, or too early', p.version_id from agreements_reseating r
    join agreements_proposal p on p.id = r.proposal_id join looked v on v.id = p.version_id
    where (r.at at time zone 'Europe/Berlin')::date - (p.at at time zone 'Europe/Berlin')::date < 14
        or exists (select 1 from agreements_signature g
            where (g.seat_id, g.proposal_id, g.member_id) = (r.seat_id, r.proposal_id, r.before_id) and g.at <= r.at)
union all
select 'a goal is not as it was signed', v.id from goals_goal g join looked v on v.id = g.agreed_version_id
    cross join lateral jsonb_array_elements(v.content->'goals') said
    where said->>'id' = g.id::text and (g.target <> (said->>'target')::numeric or v.leeway_days < (
        select count(*) from generate_series(least((said->>'due_on')::date, g.due_on) + 1,
            greatest((said->>'due_on')::date, g.due_on), interval '1 day') day where extract(isodow from day) < 6))
"""

_STATES = """
select id, state from agreements_version where %(only)s::uuid is null or agreement_id = %(only)s
"""
_HOLDERS = """
select s.id, s.member_id from agreements_seat s join agreements_version v on v.id = s.version_id
where %(only)s::uuid is null or v.agreement_id = %(only)s
"""
_SIGNERS = """
select s.id, g.member_id from agreements_signature g join agreements_seat s on s.id = g.seat_id
join agreements_version v on v.id = s.version_id where %(only)s::uuid is null or v.agreement_id = %(only)s
"""


def _asked(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def faults(now: datetime, only: Any = None) -> list[tuple[Any, ...]]:
    """What isn't as it must be at `now`, each with the version, of one agreement or of all; none where all is well."""
    return _asked(_FAULTS, now=now, only=only)


def states(only: Any = None) -> dict[Any, str]:
    """Each version's state."""
    return dict(_asked(_STATES, only=only))


def holders(only: Any = None) -> set[tuple[Any, Any]]:
    """Who sits on which seat now."""
    return {(seat, member) for seat, member in _asked(_HOLDERS, only=only)}


def signers(only: Any = None) -> set[tuple[Any, Any]]:
    """Who ever signed for which seat."""
    return {(seat, member) for seat, member in _asked(_SIGNERS, only=only)}
