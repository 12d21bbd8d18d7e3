"""The OpenAPI document of the marts that somebody may read, written from what the database says of them."""

from collections.abc import Iterable
from typing import Any, Final

from admin.panel.api.rows import CURSOR, LIMIT, MOST, USUAL, list_filters
from admin.panel.export import MART_KINDS
from admin.panel.language import language, pick
from admin.panel.mart_narrowing import UNDER
from admin.panel.mart_shape import Shape, ShapeColumn
from admin.panel.marts import name_mart
from models.wording import parse_wording

BASE: Final = "/api/v1"
NULLABLE_INSTANT: Final = {"type": ["string", "null"], "format": "date-time"}
ABOUT: Final = (
    "Mart terbit Merit, hanya dibaca, dengan hak pengguna pemilik token. Setiap jawaban menyebut bangunannya; halaman "
    "berikutnya hanya dari bangunan yang sama (409 bila sudah berganti). ETag berganti setiap kali bangunan terbit dan "
    "setiap kali perubahan masuk: kirim If-None-Match untuk memperoleh 304. | "
    "Merit's published marts, read-only, with the rights of the user whose token it is. Every answer tells its build; "
    "a next page is of the same build or refused (409). The ETag changes with each publication and each change taken "
    "in: send If-None-Match to get 304."
)
FILTER: Final = (
    "Nilai yang dicari; beberapa nilai dipisah garis tegak; tanggal juga sebagai 2026-11 atau <2026-11-23 | "
    "Value to look for; several are parted by a vertical bar; dates also as 2026-11 or <2026-11-23"
)
PLAIN: Final[dict[str, dict[str, Any]]] = {
    "bigint": {"type": "integer", "format": "int64"},
    "integer": {"type": "integer", "format": "int32"},
    "numeric": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "timestamp with time zone": {"type": "string", "format": "date-time"},
    "text": {"type": "string"},
}
BUILD: Final = {
    "type": "object",
    "required": ["build_id", "as_of_date", "published_at", "refreshed_at", "changes_refreshed"],
    "properties": {
        "build_id": {"type": "integer", "format": "int64"},
        "as_of_date": {"type": "string", "format": "date"},
        "published_at": NULLABLE_INSTANT,
        "refreshed_at": NULLABLE_INSTANT,
        "changes_refreshed": {"type": "integer"},
    },
    "additionalProperties": False,
}
COLUMN: Final = {
    "type": "object",
    "required": ["name", "type", "is_nullable", "label", "help"],
    "properties": {
        **{name: {"type": "string"} for name in ("name", "type", "label", "help")},
        "is_nullable": {"type": "boolean"},
    },
    "additionalProperties": False,
}
MART: Final = {
    "type": "object",
    "required": ["name", "label", "help", "key", "columns", "rows", "files"],
    "properties": {
        **{name: {"type": "string"} for name in ("name", "label", "help", "rows")},
        "key": {"type": "array", "items": {"type": "string"}},
        "columns": {"type": "array", "items": {"$ref": "#/components/schemas/Column"}},
        "files": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "additionalProperties": False,
}
PROBLEM: Final = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance", "request_id"],
    "properties": {
        **{name: {"type": "string"} for name in ("type", "title", "detail", "instance", "request_id")},
        "status": {"type": "integer"},
        "build_id": {"type": "integer"},
        "cursor_build_id": {"type": "integer"},
    },
    "additionalProperties": False,
}
PROBLEMS: Final = {
    "400": "Parameter yang tidak dapat dipahami | A parameter that makes no sense",
    "401": "Tanpa token, atau token tidak berlaku | No token, or one that does not work",
    "403": "Pengguna token tidak berhak membaca mart | The token's user may not read marts",
    "404": "Tidak ada mart ini | There is no such mart",
    "409": "Bangunan sudah berganti sejak halaman sebelumnya | The build has changed since the page before",
    "429": "Terlalu banyak permintaan semenit | Too many requests a minute",
    "503": "Terlalu lama atau terlalu sibuk | It took too long, or too much is going on",
}


def describe_api(shapes: Iterable[Shape]) -> dict[str, Any]:
    """Return the document for these marts, in the language of the request."""
    marts = list(shapes)
    paths: dict[str, Any] = {
        "/build": _get("build", "Bangunan yang terbit | The published build", _json({"$ref": _ref("Build")})),
        "/marts": _get("marts", "Mart yang boleh dibaca | The marts that may be read", _json(_list_of_marts())),
    }
    for shape in marts:
        paths |= _describe_paths(shape)
    schemas = {"Build": BUILD, "Column": COLUMN, "Mart": MART, "Problem": PROBLEM}
    schemas |= {f"row_{shape.mart}": _describe_row(shape) for shape in marts}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Merit", "version": "1", "description": pick(ABOUT)},
        "servers": [{"url": BASE}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "merit_…"}},
            "schemas": schemas,
        },
    }


def describe_mart(shape: Shape) -> dict[str, Any]:
    """Return what the API tells of one mart."""
    return {
        "name": shape.mart,
        "label": name_mart(shape.mart),
        "help": pick(shape.comment),
        "key": list(shape.key),
        "columns": [_describe_column(column) for column in shape.columns],
        "rows": f"{BASE}/marts/{shape.mart}/rows",
        "files": {kind: f"{BASE}/marts/{shape.mart}/file.{kind}" for kind in MART_KINDS},
    }


def _describe_column(column: ShapeColumn) -> dict[str, Any]:
    label, help_text = _read_wording(column)
    told = {"name": column.name, "type": column.kind, "is_nullable": column.is_nullable}
    return told | {"label": label, "help": help_text}


def _describe_paths(shape: Shape) -> dict[str, Any]:
    name, title = shape.mart, name_mart(shape.mart)
    filters = [_describe_filter(shape, item) for item in list_filters(shape)]
    paging = [
        {"name": LIMIT, "in": "query",
         "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}},
        {"name": CURSOR, "in": "query", "schema": {"type": "string"},
         "description": pick("`cursor` dari jawaban sebelumnya | `cursor` of the answer before")},
    ]  # fmt: skip
    page = {
        "type": "object",
        "required": ["mart", "build", "rows", "cursor", "next"],
        "properties": {
            "mart": {"const": name},
            "build": {"$ref": _ref("Build")},
            "rows": {"type": "array", "items": {"$ref": _ref(f"row_{name}")}},
            "cursor": {"type": ["string", "null"]},
            "next": {"type": ["string", "null"]},
        },
        "additionalProperties": False,
    }
    kind = {"name": "kind", "in": "path", "required": True, "schema": {"enum": list(MART_KINDS)}}
    files: dict[str, Any] = {media_type.partition(";")[0]: {} for media_type in MART_KINDS.values()}
    told = f" – {title}"
    return {
        f"/marts/{name}": _get(f"mart_{name}", f"Kolom{told} | Columns{told}", _json({"$ref": _ref("Mart")})),
        f"/marts/{name}/rows": _get(f"rows_{name}", f"Baris{told} | Rows{told}", _json(page), [*filters, *paging]),
        f"/marts/{name}/file.{{kind}}": _get(f"file_{name}", f"Berkas{told} | File{told}", files, [kind, *filters]),
    }


def _describe_filter(shape: Shape, name: str) -> dict[str, Any]:
    if name == UNDER:
        told = pick("ID unit: unit itu dan semua di bawahnya | ID of a unit: it and all below it")
    else:
        column = next(item for item in shape.columns if item.name == name)
        told = f"{_read_wording(column)[0]}. {pick(FILTER)}"
    return {"name": name, "in": "query", "description": told, "schema": {"type": "string"}}


def _describe_row(shape: Shape) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [column.name for column in shape.columns],
        "properties": {column.name: _describe_value(column) for column in shape.columns},
        "additionalProperties": False,
    }


def _describe_value(column: ShapeColumn) -> dict[str, Any]:
    label, help_text = _read_wording(column)
    kind = column.kind.partition("(")[0]
    if kind.endswith("[]"):
        told: dict[str, Any] = {"type": "array", "items": PLAIN.get(kind[:-2], {})}
    else:
        told = dict(PLAIN.get(kind, {}))
    if column.is_nullable and "type" in told:
        told["type"] = [told["type"], "null"]
    return told | {"title": label, "description": help_text}


def _read_wording(column: ShapeColumn) -> tuple[str, str]:
    try:
        wording = parse_wording(column.comment)
    except ValueError:
        return column.name, pick(column.comment)
    return wording.label(language()), wording.help(language())


def _get(name: str, summary: str, content: dict[str, Any], parameters: Iterable[Any] = ()) -> dict[str, Any]:
    known = {
        "name": "If-None-Match", "in": "header", "schema": {"type": "string"},
        "description": pick("ETag yang sudah dimiliki | The ETag that is known already"),
    }  # fmt: skip
    etag = {"ETag": {"schema": {"type": "string"}}}
    problem = {"application/problem+json": {"schema": {"$ref": _ref("Problem")}}}
    answers: dict[str, Any] = {
        "200": {"description": "OK", "headers": etag, "content": content},
        "304": {"description": pick("Tidak berubah | Not changed"), "headers": etag},
    }
    answers |= {status: {"description": pick(told), "content": problem} for status, told in PROBLEMS.items()}
    told = {"operationId": name, "summary": pick(summary), "parameters": [*parameters, known], "responses": answers}
    return {"get": told}


def _list_of_marts() -> dict[str, Any]:
    listed = {"type": "array", "items": {"$ref": _ref("Mart")}}
    return {
        "type": "object",
        "required": ["build", "marts"],
        "properties": {"build": {"$ref": _ref("Build")}, "marts": listed},
        "additionalProperties": False,
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _ref(name: str) -> str:
    return f"#/components/schemas/{name}"
