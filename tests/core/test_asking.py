import pytest

from apps.core.asking import whole_number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("200", 200),
        ("٧", 7),
        ("201", None),
        ("9" * 5_000, None),
        ("0" * 5_000 + "7", None),
        ("-1", None),
        ("²", None),
        ("1.0", None),
        ("", None),
    ],
)
def test_a_whole_number_up_to_200(said, number):
    assert whole_number(said, most=200) == number
