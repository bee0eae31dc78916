"""A password on a finished paper: AES-256, as Word, Excel and PDF readers ask for it."""

from __future__ import annotations

import io
import secrets

from zaitaku_desk.errors import UserError

FORMATS = ("pdf", "docx", "xlsx")
SHORTEST = 8


def problem(password: str) -> str:
    """What is wrong with a password for a file, in Japanese; empty when it may be used.

    Only what every keyboard can type: whoever gets the file may have no Japanese input in the password field.
    """
    if not password.isascii() or not password.isprintable() or password.strip() != password:
        return "半角の英字・数字・記号だけにしてください。"
    if len(password) < SHORTEST or len(set(password)) < 4:
        return f"{SHORTEST}文字以上で、同じ文字ばかりにならないようにしてください。"
    return ""


def protect(data: bytes, form: str, password: str) -> bytes:
    """The same paper, opened only with the password; UserError when password or format will not do."""
    if told := problem(password):
        raise UserError("このパスワードは使えません。", told)
    if form not in FORMATS:
        raise UserError(
            "この形式のファイルにはパスワードを付けられません。", "Excel・Word・PDFで出してください。"
        )
    return _pdf(data, password) if form == "pdf" else _office(data, password)


def _pdf(data: bytes, password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    try:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    except PyPdfError:  # somebody else's file
        raise UserError(
            "このPDFにはパスワードを付けられません。", "「PDFを保存」で、付けずに保存できます。"
        ) from None
    writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _office(data: bytes, password: str) -> bytes:
    """Agile encryption as Office writes it: AES-256, SHA-512, 100,000 rounds, HMAC ([MS-OFFCRYPTO] 2.3.4).

    msoffcrypto draws 16 bytes for the key of 32 and fills it up with a constant; here all 32 are drawn.
    """
    from msoffcrypto.method import ecma376_agile as agile
    from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted

    scheme = agile.ECMA376Agile
    info, _half_a_key = scheme.generate_encryption_parameters(password)
    way, key = info.encryptedKey, secrets.token_bytes(info.keyData.keyBits // 8)
    rounds = scheme._derive_iterated_hash_from_password(
        password, way.saltValue, way.hashName, info.spinCount
    ).digest()
    wrapping = scheme._derive_encryption_key(
        rounds, agile.blkKey_encryptedKeyValue, way.hashName, way.keyBits
    )
    info.encryptedKeyValue = agile._encrypt_aes_cbc(key, wrapping, way.saltValue)
    content = scheme.encrypt_payload(io.BytesIO(data), way, key, info.keyData.saltValue)
    out = io.BytesIO()
    ECMA376Encrypted(content, scheme.get_encryption_information(info, content, key)).write_to(out)
    return out.getvalue()
