"""How to reach the database: functions, no globals."""

from sqlalchemy import Engine
from sqlalchemy import create_engine as sqlalchemy_engine
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine


def driver_url(url: str) -> str:
    """Turn a libpq URL `postgresql://...` into one that makes SQLAlchemy use psycopg 3."""
    scheme, _, rest = url.partition("://")
    if scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise ValueError(f"{scheme!r} is not a PostgreSQL address; it must start with postgresql://")
    return f"postgresql+psycopg://{rest}"


def create_engine(url: str) -> Engine:
    """Create a synchronous engine for a libpq URL; its errors tell the statement without the values."""
    return sqlalchemy_engine(driver_url(url), pool_pre_ping=True, hide_parameters=True)


def create_web_engine(url: str, pool_size: int = 10) -> AsyncEngine:
    """Create an asynchronous engine for a libpq URL; its errors tell the statement without the values."""
    return create_async_engine(driver_url(url), pool_pre_ping=True, pool_size=pool_size, hide_parameters=True)
