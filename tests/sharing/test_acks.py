"""What a device says it holds."""

from __future__ import annotations

from tests.sharing.world import KEY, VAULT
from zaitaku_desk.sharing import acks
from zaitaku_desk.sharing.acks import Ack, Folded
from zaitaku_desk.store.ledger import Held, Total

ACK = Ack("d" * 32, "事務所のパソコン", 5, Total(7, 9), {"d": Folded(2, 3)}, ("bad",))


def held(number: int, *, published: bool = True) -> Held:
    return Held(number, f"{number:032x}", "d", "name", number, 1, 100, True, published, "1:0")


def test_a_word_is_read_as_it_was_said() -> None:
    assert acks.decode(KEY, VAULT, acks.encode(KEY, VAULT, ACK)) == ACK


def test_a_torn_or_foreign_word_is_none() -> None:
    data = acks.encode(KEY, VAULT, ACK)
    assert all(acks.decode(KEY, VAULT, data[:length]) is None for length in range(len(data)))
    assert acks.decode(KEY, "6" * 32, data) is None
    assert acks.decode(bytes(32), VAULT, data) is None


def test_only_what_lies_on_the_share_is_told() -> None:
    assert acks.fold([held(1), held(2), held(4, published=False)]) == {"d": Folded(2, 3)}


def test_the_longest_beginning_that_agrees_has_been_reached() -> None:
    mine = [held(1), held(2), held(4)]
    assert acks.reached(mine, Folded(2, 3)) == 2
    assert acks.reached(mine, Folded(2, 6)) == 0
    assert acks.reached(mine, None) == 0


def test_an_ack_stays_small_however_much_is_held() -> None:
    many = [held(number) for number in range(1, 5000)]
    assert len(acks.encode(KEY, VAULT, ACK._replace(folders=acks.fold(many)))) < 600
