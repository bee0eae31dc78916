"""What is listed, as SQL."""

from __future__ import annotations

from zaitaku_desk.store import listing_sql
from zaitaku_desk.store.lists import Listing


def test_other_tables_are_read_only_where_they_are_needed():
    plain = Listing("visits")
    assert listing_sql.joins(plain, listing_sql.ID) == ""
    assert "institutions" in listing_sql.joins(plain, listing_sql.columns_of("visits"))
    assert "institutions" in listing_sql.joins(Listing("visits", sort="district"), listing_sql.ID)


def test_values_are_bound_never_written_into_the_statement():
    where, params = listing_sql.conditions(Listing("institutions", filters=(("district", "'; DROP"),)))
    assert params == ["'; DROP"]
    assert "DROP" not in "".join(where)


def test_a_range_is_half_open():
    where, params = listing_sql.conditions(Listing("institutions", filters=(("beds", (20, 100)),)))
    assert where == ['t."beds" >= ? AND t."beds" < ?']
    assert params == [20, 100]
