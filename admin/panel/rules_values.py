"""Values of parameters: which are allowed, how they are typed, stored and shown."""

import re
from contextlib import suppress
from decimal import Decimal

from admin.panel.attributes import read_attributes
from admin.panel.language import language, show_number
from admin.panel.language import translate as _
from admin.panel.parsers import clean, parse_boolean
from models.stewardship import LocalParameter, Parameter, ParameterKind

NUMBER = re.compile(r"[0-9]{1,6}([.,][0-9]+)?")


def describe_range(parameter: Parameter) -> str:
    """Return which values a parameter takes, in words."""
    if parameter.kind is ParameterKind.YES_NO:
        return _("Yes or no")
    if parameter.kind is ParameterKind.CHOICE:
        return _("One of %(choices)s", choices=", ".join((parameter.choices or "").split()))
    lowest, highest = show_number(parameter.lowest or 0), show_number(parameter.highest or 0)
    unit = parameter.unit.label(language()) if parameter.unit else ""
    return _("%(lowest)s to %(highest)s %(unit)s", lowest=lowest, highest=highest, unit=unit).strip()


def show_value(parameter: Parameter, value: str) -> str:
    """Write a value of a parameter for a reader."""
    if parameter.kind is ParameterKind.NUMBER:
        return value.replace(".", ",") if language() == "id" else value
    if parameter.kind is ParameterKind.YES_NO and value in ("true", "false"):
        return _("Yes") if value == "true" else _("No")
    return value


def list_choices(parameter: Parameter) -> list[tuple[str, str]]:
    """Return the answers that the form offers: what is stored, and what is shown."""
    if parameter.kind is ParameterKind.YES_NO:
        return [("true", _("Yes")), ("false", _("No"))]
    return [(code, code) for code in (parameter.choices or "").split()]


def parse_value(text: str, parameter: Parameter) -> str:
    """Return a value as it is stored, from what was typed.

    Raises:
        ValueError: with the sentence for the person who typed it.
    """
    if not text:
        raise ValueError(_("This field must be filled in."))
    if "\x00" in text:
        raise ValueError(_("This text contains characters that cannot be stored."))
    if parameter.kind is ParameterKind.YES_NO:
        return "true" if parse_boolean(text, read_attributes(LocalParameter)["value"]) else "false"
    if parameter.kind is ParameterKind.CHOICE:
        if text not in (parameter.choices or "").split():
            raise ValueError(_("This is not in the list; choose one of the answers offered."))
        return text
    return _parse_number(text, parameter)


def _parse_number(text: str, parameter: Parameter) -> str:
    if not NUMBER.fullmatch(text):
        raise ValueError(_("Write a number: %(range)s.", range=describe_range(parameter)))
    number = Decimal(text.replace(",", "."))
    if not (parameter.lowest or 0) <= number <= (parameter.highest or 0):
        raise ValueError(_("This is outside what is allowed: %(range)s.", range=describe_range(parameter)))
    written = format(number.normalize(), "f")
    if len(written.partition(".")[2]) > parameter.decimals:
        if not parameter.decimals:
            raise ValueError(_("Write a whole number, for example 12."))
        raise ValueError(_("At most %(most)s digits fit after the decimal mark.", most=show_number(parameter.decimals)))
    return written


def is_accepted(parameter: Parameter, stored: str) -> bool:
    """Whether a build uses a stored value; one that is older than the catalogue may not fit it."""
    with suppress(ValueError):
        return "," not in stored and bool(parse_value(clean(stored).upper(), parameter))
    return False
