"""The relational truth: every personnel table, by area. Importing an area's module registers its tables."""

from models import career, conduct, organization, people, performance, reference, stewardship, training
from models.base import Base, Record

__all__ = [
    "Base",
    "Record",
    "career",
    "conduct",
    "organization",
    "people",
    "performance",
    "reference",
    "stewardship",
    "training",
]
