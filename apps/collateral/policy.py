"""Who may do what with collateral and requests; product.md §10 in code."""

from apps.collateral.models import (
    Asset,
    AssetVersion,
    Collection,
    Feedback,
    FieldNote,
    Input,
    Request,
    RequestVote,
    Share,
    Use,
)
from apps.collateral.models.assets import makes_collateral
from apps.people.models import Member, Role


def may_create_asset(member: Member) -> bool:
    return makes_collateral(member)


def may_edit_asset(member: Member, asset: Asset) -> bool:
    """Its owner too, whatever their role: whoever answers for it must be able to."""
    return makes_collateral(member) or (member.is_active and asset.owner_id == member.pk)


def may_change_some(member: Member) -> bool:
    """Whether changing many at once is of any use to them."""
    return makes_collateral(member) or (member.is_active and Asset.objects.filter(owner=member).exists())


def may_publish(member: Member, asset: Asset) -> bool:
    return makes_collateral(member)


def may_review(member: Member, asset: Asset) -> bool:
    """Whoever makes collateral; that it is somebody other than its author is a rule, for there may be nobody else."""
    return makes_collateral(member)


def may_download(member: Member, version: AssetVersion) -> bool:
    """The version in use is everybody's; an older one, or a recalled one, could be sent to a customer by mistake."""
    in_use = version.asset.current_id == version.pk and version.asset.recalled_at is None
    return in_use or may_edit_asset(member, version.asset)


def may_submit(member: Member) -> bool:
    """What one made oneself; marketers have drafts for that."""
    return member.is_active and member.has_role(Role.SALESPERSON, Role.ADMIN)


def may_compare(member: Member, asset: Asset) -> bool:
    """What older versions said is for those who may have them."""
    return may_edit_asset(member, asset)


def may_rate(member: Member, version: AssetVersion) -> bool:
    return member.is_active


def may_answer_feedback(member: Member, feedback: Feedback) -> bool:
    """The owner, who alone knows who said it; an admin where the owner can't."""
    return member.is_active and (member.is_admin or feedback.version.asset.owner_id == member.pk)


def may_judge_fix(member: Member, feedback: Feedback) -> bool:
    """Only whoever said it says whether it is put right."""
    return member.is_active and feedback.author_id == member.pk


def may_use(member: Member, asset: Asset) -> bool:
    return member.is_active


def may_take_back_use(member: Member, use: Use) -> bool:
    """Only whoever said it knows that they mistyped it."""
    return member.is_active and use.member_id == member.pk


def may_note(member: Member) -> bool:
    return member.is_active


def may_edit_note(member: Member, note: FieldNote) -> bool:
    return member.is_active and note.noted_by_id == member.pk


def may_ask(member: Member) -> bool:
    return member.is_active


def may_triage(member: Member, request: Request) -> bool:
    """The side it is put to answers it: accept, decline, deliver."""
    if not member.is_active:
        return False
    of_the_side = member.side == request.side and member.has_role(Role.SALESPERSON, Role.MARKETER, Role.MANAGER)
    return member.is_admin or of_the_side or request.owner_id == member.pk


def may_start(member: Member, request: Request) -> bool:
    """Whoever promised it says that they are at it."""
    return member.is_active and (member.is_admin or request.owner_id == member.pk)


def may_edit_request(member: Member, request: Request) -> bool:
    return member.is_active and (member.is_admin or request.asked_by_id == member.pk)


def may_vote(member: Member) -> bool:
    return member.is_active


def may_merge(member: Member, request: Request, into: Request) -> bool:
    """Whoever answers for both: what is merged is one wish from then on."""
    return may_triage(member, request) and may_triage(member, into)


def may_confirm(member: Member, request: Request) -> bool:
    """Whoever wished says whether it is what they needed.

    For somebody who left, whoever needs it too, and a manager of their side.
    """
    if not member.is_active:
        return False
    asker = request.asked_by
    if member.is_admin or asker.pk == member.pk:
        return True
    return not asker.is_active and (_manages_side_of(member, asker) or _needs_it_too(member, request))


def _manages_side_of(member: Member, asker: Member) -> bool:
    return member.has_role(Role.MANAGER) and member.side == asker.side


def _needs_it_too(member: Member, request: Request) -> bool:
    return RequestVote.objects.standing().filter(request=request, member=member).exists()


def may_share(member: Member) -> bool:
    """All may, whatever is for customers."""
    return member.is_active


def may_end_share(member: Member, share: Share) -> bool:
    """Revoke it, or choose another day: whoever shared it, whoever answers for what is shared, who makes collateral."""
    theirs = member.pk in (share.shared_by_id, share.what.owner_id)
    return makes_collateral(member) or (member.is_active and theirs)


def may_keep_synonyms(member: Member) -> bool:
    return member.is_active and member.is_admin


def may_begin_collection(member: Member) -> bool:
    return makes_collateral(member)


def may_edit_collection(member: Member, collection: Collection) -> bool:
    """Its owner too, whatever their role."""
    return makes_collateral(member) or (member.is_active and collection.owner_id == member.pk)


def may_ask_for_input(member: Member, asset: Asset) -> bool:
    """Whoever works on it."""
    return may_edit_asset(member, asset)


def may_give_input(member: Member, given: Input) -> bool:
    """Whoever is asked, nobody in their place."""
    return member.is_active and given.member_id == member.pk
