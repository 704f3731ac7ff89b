"""The demo's clock: several lines are told in the order of their moments, and never backwards."""

from datetime import UTC, datetime

import pytest

from portal.demo import story


def at(hour: int) -> datetime:
    return datetime(2026, 3, 10, hour, tzinfo=UTC)


def line(name: str, told: list[str], *hours: int) -> story.Storyline:
    for hour in hours:
        now = yield at(hour)
        told.append(f"{name} {now.hour}")


def test_lines_meet_in_the_order_of_their_moments():
    told: list[str] = []
    lines = [line("late", told, 11), line("first", told, 8, 10, 11), line("second", told, 8, 9)]
    story.tell(lines, after=lambda moment: told.append(f"after {moment.hour}"))
    assert told == [
        "first 8", "second 8", "after 8",
        "second 9", "after 9",
        "first 10", "after 10",
        "late 11", "first 11", "after 11",
    ]  # fmt: skip


def test_nobody_goes_back_in_time():
    told: list[str] = []
    with pytest.raises(ValueError, match="is over"):
        story.tell([line("first", told, 9, 8)], after=lambda _moment: None)
    assert told == ["first 9"]
