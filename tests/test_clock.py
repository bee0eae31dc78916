"""Civil times are those of Japan, whatever the computer believes (decisions 5)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from zaitaku_desk import clock


@pytest.fixture(params=["America/Los_Angeles", "Pacific/Kiritimati", "Asia/Tokyo"])
def anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("a process keeps its time zone here")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("anywhere")
def test_a_computer_set_to_another_zone_shows_the_time_of_japan() -> None:
    utc = datetime.now(UTC).replace(tzinfo=None)
    assert timedelta(0) <= clock.now() - (utc + timedelta(hours=9)) < timedelta(minutes=1)
    assert clock.today() in {clock.now().date(), (utc + timedelta(hours=9)).date()}


@pytest.mark.usefixtures("anywhere")
def test_milliseconds_and_civil_time_agree() -> None:
    new_year = clock.beginning(date(2026, 1, 1))
    assert clock.civil(new_year) == datetime(2026, 1, 1)
    assert clock.civil(new_year - 1).date() == date(2025, 12, 31)
