"""What a plan says beside its targets, in a browser: a promise kept late with an obstacle, and the report of it."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from pypdf import PdfReader

from apps.goals.models import AgreedActivity
from tests.cast import today
from tests.factories import goals as make


def test_a_promise_is_named_signed_kept_late_and_reported(live_cast, person):
    before = timezone.now() - timedelta(days=40)
    make.year(by=live_cast.ada, year=before.year)
    goal = make.measured(owner=live_cast.mara, given={"title": "Ten stories"}, now=before)
    seats = [live_cast.sam, live_cast.mara]
    plan = make.plan(by=live_cast.mina, goals=[goal], seats=seats, sponsor=live_cast.eva, now=before)
    mina, mara = person(live_cast.mina), person(live_cast.mara, phone=True)
    mina.start().go("Goals").follow("Plans").follow("Our year").follow("Name a promise")
    mina.fill("What is promised?", "First contact within a day").choose("How often?", "Each week")
    mina.choose("Who answers for it?", "Mara Marsh").press("Put it into the draft")
    mina.reads("First contact within a day: kept each week.")
    make.sign_all(plan, before)
    make.obstacle(by=live_cast.sofie, blocks=goal, remover=live_cast.sam, what="No phones", now=before)

    mara.page.goto(f"{mara.base}/agreed-activities/{AgreedActivity.objects.get().pk}/")
    mara.reads("Agreed", "Late, with an obstacle", "No phones").follow("Say whether it was kept")
    mara.main.get_by_label("Yes, it was kept").check()
    mara.fill("By which day?", today().isoformat()).press("Say so").reads("It is written down.")
    mara.page.goto(f"{mara.base}/accountability/{plan.period_id}/")
    mara.reads("Accountability", "Late, with an obstacle", "Mara Marsh", "One by one", "No phones")
    sheets = PdfReader(BytesIO(mara.page.pdf(format="A4", print_background=False))).pages
    words = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    wanted = ("As of", "Late, with an obstacle", "Mara Marsh", "No phones", "Late: all else that is past its day")
    assert [one for one in wanted if one not in words] == []
    assert [one for one in ("CSV", "Goals Tasks", f"{plan.period} {plan.period}") if one in words] == []
