"""The API's documentation for people."""

from lxml import html

from tests.cast import client_of


def words(element):
    return " ".join(element.text_content().split())


def test_the_documentation_is_a_page_for_members(cast, client):
    assert client.get("/api/v1/docs/")["Location"].startswith("/account/")
    index = html.fromstring(client_of(cast.sam).get("/api/v1/docs/").content)
    (link,) = index.xpath("//main//a[@href='?of=areas#areas_hand_over']")
    assert words(link) == "Give an area another owner"


def test_the_documentation_of_a_resource_shows_each_operation(cast):
    page = html.fromstring(client_of(cast.sam).get("/api/v1/docs/?of=areas").content)
    (shown,) = page.xpath("//section[@id='areas_edit']")
    assert words(shown).startswith("Edit an area PATCH /api/v1/areas/{id}/ Roles: admins;")
    rows = [[words(cell) for cell in row.xpath("td")] for row in shown.xpath(".//tbody/tr")]
    assert rows[2:] == [
        ["If-Match (required)", "header", "string", "The ETag this is based on; a newer one is answered with 412."],
        ["name", "body", "string", "–"],
        ["words", "body", "string", "–"],
        ["deputy", "body", "string or null (uuid)", "–"],
    ]
    assert [words(one) for one in shown.xpath(".//dt")] == [
        "200", "204", "400", "401", "403", "404", "409", "412", "415", "422", "428", "429",
    ]  # fmt: skip


def test_documentation_of_nothing_is_404(cast):
    assert client_of(cast.sam).get("/api/v1/docs/?of=nothing").status_code == 404
