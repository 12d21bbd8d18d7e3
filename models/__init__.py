"""The relational truth: every personnel table, by area. Importing an area's module registers its tables."""

from models import (
    attendance,
    audit,
    career,
    conduct,
    exchange,
    leave,
    merit,
    organization,
    people,
    performance,
    reference,
    sign_in,
    stewardship,
    training,
    worklist,
)
from models.base import Base, Record

__all__ = [
    "Base",
    "Record",
    "attendance",
    "audit",
    "career",
    "conduct",
    "exchange",
    "leave",
    "merit",
    "organization",
    "people",
    "performance",
    "reference",
    "sign_in",
    "stewardship",
    "training",
    "worklist",
]
