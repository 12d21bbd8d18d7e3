"""A synthetic city government to try Merit on: nobody in it ever lived."""

from admin.warehouse.city.create import CityReport, create_city

__all__ = ["CityReport", "create_city"]
