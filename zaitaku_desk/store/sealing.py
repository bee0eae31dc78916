"""AES-GCM under a key derived from the master key: what leaves the encrypted file stays encrypted."""

from __future__ import annotations

import secrets

from zaitaku_desk.store.slots import derive

NONCE = 12


class Unsealable(ValueError):
    """The bytes are not what was sealed, or under another key."""


def seal(key: bytes | bytearray, purpose: str, plain: bytes, beside: bytes = b"") -> bytes:
    """Nonce and ciphertext with its tag; `beside` is authenticated and stays readable."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(derive(key, purpose)).encrypt(nonce, plain, beside)


def unseal(key: bytes | bytearray, purpose: str, sealed: bytes, beside: bytes = b"") -> bytes:
    """The reverse; Unsealable for anything that was changed by a single bit."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(derive(key, purpose)).decrypt(sealed[:NONCE], sealed[NONCE:], beside)
    except (InvalidTag, ValueError) as error:
        raise Unsealable from error
