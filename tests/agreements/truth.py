"""What must be true of agreements after every step, in SQL that knows nothing of the app's own queries."""

from datetime import datetime
from typing import Any

from django.db import connection

# Every answer of a seat counts, also one that was taken away again.
_FAULTS = """
with answer as (
    select seat_id, proposal_id, member_id, number, digest, at, 'yes' as what from agreements_signature
    union all
    select seat_id, proposal_id, member_id, number, digest, at, 'no' from agreements_objection
),
last as (
    select distinct on (version_id) * from agreements_proposal order by version_id, number desc
),
signed as (
    select v.*, a.title, p.id as proposal, p.digest, p.text as said, p.content as held, p.effective_on as fixed
    from agreements_version v join agreements_agreement a on a.id = v.agreement_id join last p on p.version_id = v.id
    where v.signed_at is not null
)
select 'a seat has not signed what was agreed', v.id from signed v join agreements_seat s on s.version_id = v.id
    left join lateral (select what, digest from answer a where a.seat_id = s.id and a.proposal_id = v.proposal
        and a.at <= v.signed_at order by a.number desc limit 1) mine on true
    where mine.what is distinct from 'yes' or mine.digest is distinct from v.digest
union all
select 'the hash is not that of the words', v.id from signed v
    where v.digest is distinct from encode(sha256(convert_to('{"agreement":"' || v.agreement_id
        || '","content":{' || case when v.ends_it then '"ends":true,' else '' end || '"text":' || to_json(v.text)::text
        || '},"effective_on":' || coalesce('"' || v.effective_on || '"', 'null')
        || case when v.ends_it then ',"ends_it":true' else '' end
        || coalesce(',"expires_on":"' || v.expires_on || '"', '')
        || case when v.leeway_days > 0 then ',"leeway_days":' || v.leeway_days else '' end
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
select 'it has a date, but was never proposed', v.id from agreements_version v
    where v.signed_at is not null and not exists (select 1 from signed s where s.id = v.id)
union all
select 'two count at once', v.id from agreements_version v join agreements_version w on w.agreement_id = v.agreement_id
    and w.id > v.id where v.effective_from is not null and w.effective_from is not null
    and v.effective_from < coalesce(w.ends_at, 'infinity') and w.effective_from < coalesce(v.ends_at, 'infinity')
union all
select 'what is over counts', v.id from agreements_version v where v.state <> 'signed' and v.effective_from <= %(now)s
    and (v.ends_at is null or v.ends_at > %(now)s)
union all
select 'everybody signed, and it is not agreed', v.id from agreements_version v join last p on p.version_id = v.id
    where v.state = 'proposed' and not exists (select 1 from agreements_seat s left join lateral
        (select what from answer a where a.seat_id = s.id and a.proposal_id = p.id and a.member_id = s.member_id
            order by a.number desc limit 1) mine on true
        where s.version_id = v.id and mine.what is distinct from 'yes')
union all
select 'two are open', min(v.id::text)::uuid from agreements_version v
    where v.state in ('draft', 'proposed') group by v.agreement_id having count(*) > 1
union all
select 'an answer names another hash than its proposal', a.proposal_id from answer a
    join agreements_proposal p on p.id = a.proposal_id where a.digest <> p.digest
union all
select 'who agreed to what counted was not asked about its change', w.id from agreements_version v
    join agreements_version w on w.agreement_id = v.agreement_id and w.effective_from = v.ends_at
    join agreements_seat s on s.version_id = v.id
    join people_member m on m.id = s.member_id and (m.left_at is null or m.left_at > w.signed_at)
    where v.end_reason = 'superseded' and not exists (select 1 from agreements_seat t
        where t.version_id = w.id and t.side = s.side and (t.member_id = s.member_id or exists
            (select 1 from answer a where a.seat_id = t.id and a.member_id = s.member_id)))
"""


def _asked(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def faults(now: datetime) -> list[tuple[Any, ...]]:
    """What isn't as it must be at `now`, each with the version; none where all is well."""
    return _asked(_FAULTS, now=now)


def states() -> dict[Any, str]:
    """Each version's state."""
    return dict(_asked("select id, state from agreements_version"))


def holders() -> set[tuple[Any, Any]]:
    """Who sits on which seat now."""
    return {(seat, member) for seat, member in _asked("select id, member_id from agreements_seat")}


def signers() -> set[tuple[Any, Any]]:
    """Who ever signed for which seat."""
    return {(seat, member) for seat, member in _asked("select seat_id, member_id from agreements_signature")}
