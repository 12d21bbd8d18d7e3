"""The relational truth: every personnel table, by area. Importing an area's module registers its tables."""

from models import (
    attendance,
    audit,
    career,
    conduct,
    engagement,
    exchange,
    leave,
    official,
    organization,
    people,
    performance,
    reference,
    service,
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
    "engagement",
    "exchange",
    "leave",
    "official",
    "organization",
    "people",
    "performance",
    "reference",
    "service",
    "sign_in",
    "stewardship",
    "training",
    "worklist",
]
