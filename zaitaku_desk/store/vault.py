"""The key to everything: who may open the data, and with what."""

from __future__ import annotations

import hashlib
import hmac


def derive(key: bytes | bytearray, purpose: str) -> bytes:
    """HKDF-SHA256 (RFC 5869, no salt): the 32-byte key for `purpose`: database, segment, export …"""
    pseudo_random = hmac.new(bytes(32), key, hashlib.sha256).digest()
    info = b"zaitaku_desk/" + purpose.encode("ascii") + b"/1\x01"
    return hmac.new(pseudo_random, info, hashlib.sha256).digest()
