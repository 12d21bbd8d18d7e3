"""The relational truth: every personnel table, by area. Importing an area's module registers its tables."""

from models import (
    audit,
    career,
    conduct,
    engagement,
    exchange,
    merit,
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
    "audit",
    "career",
    "conduct",
    "engagement",
    "exchange",
    "merit",
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
