"""Word files from templates an office may edit: values survive, code in them does not run (S9, S12, S13)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zaitaku_desk import paths
from zaitaku_desk.errors import UserError
from zaitaku_desk.reports.text import clean
from zaitaku_desk.rules.packages import hidden

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

FOLDER = "templates"
LARGEST = 20_000_000
LARGEST_UNPACKED = 200_000_000

_FILTERS = (
    "default",
    "d",
    "e",
    "escape",
    "first",
    "join",
    "last",
    "length",
    "count",
    "replace",
    "trim",
    "upper",
)
_checked: dict[tuple[str, int, int, tuple[str, ...]], bool] = {}


def template_path(data_dir: Path | None, name: str) -> Path:
    """The office's own copy in the data folder where there is one, else the template we bring."""
    own = data_dir / FOLDER / f"{name}.docx" if data_dir else None
    return own if own is not None and own.is_file() else paths.resources() / FOLDER / f"{name}.docx"


def render(template: Path, context: Mapping[str, Any], title: str) -> tuple[bytes, int]:
    """The filled-in file, and how many unprintable characters were replaced.

    UserError names what is wrong with the template: not a Word file, macros, a name nobody knows, code.
    """
    from jinja2.exceptions import TemplateError

    data = _read(template)
    values, replaced = _cleaned(context)
    try:
        document = _template_class()(io.BytesIO(data))
        environment = _environment()
        _refuse_unknown(template, data, document, environment, values)
        document.render(values, environment)
    except UserError:
        raise
    except TemplateError as error:
        raise _explained(template, error, values) from error
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise _unreadable(template) from error
    except (TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise UserError(
            f"ひな形「{template.name}」の命令を実行できませんでした。",
            "{{ }} と {% %} の中を元のひな形と見比べて直すか、ひな形を元に戻してください。",
        ) from error
    properties = document.docx.core_properties
    properties.title = clean(title)[0][:255]
    found = io.BytesIO()
    document.save(found)
    return found.getvalue(), replaced


def check(template: Path, context: Mapping[str, Any]) -> None:
    """Refuse a template with a UserError when it could not be filled in; for taking in an edited copy."""
    render(template, context, "")


def _read(template: Path) -> bytes:
    """The template's bytes, once it is known to be a Word file without macros and of a sane size."""
    try:
        data = template.read_bytes()
        if len(data) > LARGEST:
            raise _unreadable(template)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > LARGEST_UNPACKED:
                raise _unreadable(template)
            names = [member.filename.lower() for member in members]
            archive.read("[Content_Types].xml")
    except FileNotFoundError as error:
        raise UserError(
            f"ひな形「{template.name}」が見つかりません。",
            "ひな形のフォルダーを確かめるか、プログラムを入れ直してください。",
        ) from error
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise _unreadable(template) from error
    if hidden(data) or any("/embeddings/" in name for name in names):
        raise UserError(
            f"ひな形「{template.name}」にはマクロや埋め込みファイルが入っているため使えません。",
            "Wordで開き、マクロと埋め込みを取り除いて「Word文書（.docx）」として保存し直してください。",
        )
    return data


def _refuse_unknown(
    template: Path,
    data: bytes,
    document: DocxTemplate,
    environment: SandboxedEnvironment,
    values: Mapping[str, Any],
) -> None:
    """An unknown name is found even in a part not printed this time; each version is checked once."""
    key = (str(template), hash(data), len(data), tuple(values))
    if key in _checked:
        return
    unknown = sorted(document.get_undeclared_template_variables(environment) - set(values))
    if unknown:
        raise _unknown(template, unknown[0], values)
    _checked[key] = True


def _explained(template: Path, error: Exception, values: Mapping[str, Any]) -> UserError:
    from jinja2.exceptions import SecurityError, UndefinedError

    if isinstance(error, UndefinedError):
        found = re.search(r"no attribute '([^']+)'|'([^']+)' is undefined", str(error))
        return _unknown(template, (found[1] or found[2]) if found else "？", values)
    if isinstance(error, SecurityError):
        return UserError(
            f"ひな形「{template.name}」に、使えない命令（プログラム）が入っています。",
            "{{ }} の中には用意された名前だけを書いてください。覚えがなければ、ひな形を元に戻してください。",
        )
    return UserError(
        f"ひな形「{template.name}」の書き方に誤りがあります（{clean(str(error))[0][:120]}）。",
        "{% %} の for・if と endfor・endif の対応を、元のひな形と見比べて直してください。",
    )


def _unknown(template: Path, name: str, values: Mapping[str, Any]) -> UserError:
    return UserError(
        f"ひな形「{template.name}」に、知らない名前「{name[:40]}」が書かれています。",
        f"使える名前は次のとおりです：{'、'.join(values)}",
    )


def _unreadable(template: Path) -> UserError:
    return UserError(
        f"ひな形「{template.name}」はWord文書（.docx）として読めません。",
        "Wordで開いて「Word文書（.docx）」として保存し直すか、ひな形を元に戻してください。",
    )


def _cleaned(value: Any) -> tuple[Any, int]:
    """The context with what no Word file can hold replaced, and how many characters that were."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        parts = {key: _cleaned(item) for key, item in value.items()}
        return {key: item for key, (item, _) in parts.items()}, sum(count for _, count in parts.values())
    if isinstance(value, (list, tuple)):
        items = [_cleaned(item) for item in value]
        return [item for item, _ in items], sum(count for _, count in items)
    return value, 0


def _environment() -> SandboxedEnvironment:
    """Names, if, for and a few filters: no calls, no exploding arithmetic, no globals, all escaped."""
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import SandboxedEnvironment

    class Sandbox(SandboxedEnvironment):
        intercepted_binops = frozenset(("*", "**", "%", "//", "/"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            raise SecurityError(operator)

        def is_safe_callable(self, obj: Any) -> bool:
            return False

    found = Sandbox(autoescape=True, undefined=StrictUndefined)
    found.globals.clear()
    found.filters = {name: found.filters[name] for name in _FILTERS}
    return found


def _template_class() -> type[DocxTemplate]:
    from docxtpl import DocxTemplate

    class Template(DocxTemplate):  # type: ignore[misc]
        def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> Any:
            """As docxtpl does, without taking {_{ in a value for an escaped brace."""
            self.current_rendering_part = part
            return self.resolve_listing(jinja_env.from_string(src_xml).render(context))

        def render_properties(self, context: Any, jinja_env: Any = None) -> None:
            """The document's properties are not a template."""

    return Template
