import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.notices.models import Delivery
from apps.people.models import Company, Member
from portal import settings as portal
from tests.cast import PASSWORD, client_of
from tests.factories import people as make

NEW = "four-brave-otters"


def sign_in(browser: Client, email: str, password: str = PASSWORD):
    return browser.post(reverse("account_login"), {"login": email, "password": password})


@pytest.mark.parametrize("email", ["sam@test.example", "SAM@Test.Example"])
def test_sign_in_by_address_whatever_its_case(cast, email):
    browser = Client()
    answer = sign_in(browser, email)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.get(reverse("people:me")).status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [("sam@test.example", "wrong-password"), ("olga@test.example", PASSWORD), ("system@accord.invalid", "!")],
)
def test_what_doesnt_fit_is_told_in_the_same_words(cast, email, password):
    answer = sign_in(Client(), email, password)
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (
        200,
        ["That e-mail and that password don't belong together."],
    )


def test_a_leaver_cant_sign_in(cast):
    browser = Client()
    sign_in(browser, "dan@test.example")
    assert browser.get(reverse("people:me")).status_code == 302


def test_passwords_are_kept_as_argon2id_at_its_full_price(cast, settings):
    settings.PASSWORD_HASHERS = portal.PASSWORD_HASHERS
    kept = make_password(PASSWORD)
    assert kept.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
    cast.sam.password = kept
    cast.sam.save(update_fields=["password"])
    browser = Client()
    sign_in(browser, "sam@test.example")
    assert browser.get(reverse("people:me")).status_code == 200


def test_wrong_passwords_are_throttled_for_the_account_then_even_the_right_one_waits(cast):
    browser = Client()
    for _attempt in range(5):
        sign_in(browser, "sam@test.example", "wrong-password")
    answer = sign_in(browser, "sam@test.example")
    assert browser.get(reverse("people:me")).status_code == 302
    assert "That was tried wrongly too often" in str(answer.context["form"].errors)
    sign_in(browser, "mara@test.example")
    assert browser.get(reverse("people:me")).status_code == 200


def test_an_address_that_tries_many_accounts_is_throttled(cast):
    browser = Client()
    for number in range(10):
        sign_in(browser, f"person-{number}@test.example", "wrong-password")
    sign_in(browser, "sam@test.example")
    assert browser.get(reverse("people:me")).status_code == 302


def test_there_is_no_open_sign_up(db):
    assert Client().get("/account/signup/").status_code == 404


def reset_link() -> str:
    return re.search(r"https?://\S+/account/password/reset/key/\S+/", Delivery.objects.get().body_text)[0]


def test_nobody_is_flooded_with_mails_to_set_a_password(cast):
    browser = Client()
    for _attempt in range(6):
        answer = browser.post(reverse("account_reset_password"), {"email": "sam@test.example"})
    assert (answer.status_code, Delivery.objects.filter(to_address="sam@test.example").count()) == (429, 5)
    assert "Wait a few minutes, then try again." in answer.content.decode()
    (mail,) = set(Delivery.objects.filter(to_address="sam@test.example").values_list("subject", flat=True))
    assert mail == "Choose a new password for Accord"


def test_a_forgotten_password_is_set_anew_by_mail(cast, settings):
    settings.BASE_URL = "https://accord.test.example"
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": "SAM@test.example"}, headers={"host": "127.0.0.1"})
    link = reset_link()
    assert link.startswith("https://accord.test.example/account/password/reset/key/")
    page = browser.get(link.removeprefix("https://accord.test.example"), follow=True)
    form = page.redirect_chain[-1][0]
    browser.post(form, {"password1": NEW, "password2": NEW})
    assert [sign_in(Client(), "sam@test.example", word).status_code for word in (PASSWORD, NEW)] == [200, 302]
    again = Client().get(link.removeprefix("https://accord.test.example"), follow=True)
    assert "This link has been used" in again.content.decode()


@pytest.mark.parametrize("email", ["olga@test.example", "dan@test.example"])
def test_a_stranger_learns_nothing_from_a_reset(cast, email):
    known, unknown = (
        Client().post(reverse("account_reset_password"), {"email": address}, follow=True)
        for address in ("sam@test.example", email)
    )
    shown = [re.sub(r'value="[^"]+"', "", page.content.decode()) for page in (known, unknown)]
    assert shown[0] == shown[1]
    to_known = Delivery.objects.filter(to_address="sam@test.example")
    assert (to_known.count(), "/password/reset/key/" in to_known.get().body_text) == (1, True)
    assert not Delivery.objects.filter(to_address=email, body_text__contains="/password/reset/key/").exists()


@pytest.mark.parametrize("name", ["new_token", "invite", "change_roles", "leave"])
def test_what_matters_asks_for_the_password_again(cast, name):
    browser = client_of(cast.ada)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0, "reauthenticated": True}]
    session.save()
    page = reverse(f"people:{name}", args=[cast.sam.pk] if name in {"change_roles", "leave"} else [])
    answer = browser.get(page)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_reauthenticate"))
    answer = browser.post(f"{reverse('account_reauthenticate')}?next={page}", {"password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert browser.get(page).status_code == 200


def test_who_has_just_signed_in_isnt_asked_again(cast):
    browser = Client()
    sign_in(browser, "ada@test.example")
    assert browser.get(reverse("people:invite")).status_code == 200


def test_an_export_asks_for_the_password_again_and_the_list_doesnt(cast):
    browser = client_of(cast.ada)
    session = browser.session
    session["account_authentication_methods"] = []
    session.save()
    page = reverse("people:members")
    assert [browser.get(page).status_code, browser.get(page, {"format": "csv"}).status_code] == [200, 302]


def test_the_sign_in_page_shows_the_demos_accounts_while_it_is_the_demo(cast):
    page = reverse("account_login")
    assert "sam@test.example" not in Client().get(page).content.decode()
    Company.objects.update(is_demo=True)
    shown = Client().get(page)
    assert [name for _email, name, _role in shown.context["demo_accounts"]] == [
        "Sam Sanders",
        "Mara Marsh",
        "Mina Minot",
        "Eva Evers",
        "Ada Adler",
    ]


def test_a_stranger_accepts_an_invitation_and_is_in(cast):
    invitation, secret = make.invitation(by=cast.ada, expires_at=timezone.now() + timedelta(days=1))
    browser, page = Client(), reverse("people:invitation", args=[secret])
    assert browser.get(page).context["form"].initial == {"name": invitation.name}
    refused = browser.post(page, {"name": "Nora", "password": "short"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["password"])
    joined = browser.post(page, {"name": "Nora", "password": NEW})
    assert (joined.status_code, joined["Location"]) == (302, "/")
    assert browser.get(reverse("people:me")).context["member"].name == "Nora"
    assert browser.get(reverse("people:new_token")).status_code == 200  # the password was typed just now
    assert Client().get(page).status_code == 410
    assert Member.objects.get(name="Nora").email == invitation.email


def test_a_page_that_htmx_asks_for_without_a_session_leads_to_sign_in(db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/people/?q=x"}
    answer = Client().get(reverse("people:directory"), headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/account/login/?next=/people/%3Fq%3Dx")


def test_rate_limits_are_each_tests_own(db):
    """The fixture that gives every test its own counters does so."""
    cache.set("mine", 1)
    assert cache.make_key("mine").split(":")[0] == cache.key_prefix != ""
