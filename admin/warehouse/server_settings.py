"""The embedded server's configuration, computed from the machine at every start."""

import os
import shutil
from pathlib import Path

from admin.settings import Settings
from admin.warehouse.server_place import Place

MB = 1024**2
GB = 1024**3

ACCESS = """\
# Written by Merit at every start. Passwords only; the readers reach Merit's own database and nothing else.
# TYPE  DATABASE      USER        ADDRESS       METHOD
local   "/^merit"     bi,bi_full                scram-sha-256
host    "/^merit"     bi,bi_full  127.0.0.1/32  scram-sha-256
local   all           bi,bi_full                reject
host    all           bi,bi_full  127.0.0.1/32  reject
local   all           all                       scram-sha-256
host    all           all         127.0.0.1/32  scram-sha-256
"""


def compose_configuration(settings: Settings, place: Place, port: int) -> str:
    """Return the text of `merit.conf`, included at the end of postgresql.conf."""
    values = {
        **_connection_values(place, port),
        **_memory_values(settings.database_memory or machine_memory()),
        **_disk_values(shutil.disk_usage(place.root).free, settings.fsync),
        **_planner_values(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1),
        **PRIVACY,
    }
    lines = [f"{name} = {_quote(value)}" for name, value in values.items()]
    return "\n".join(
        ["# Written by Merit at every start; edit postgresql.auto.conf (ALTER SYSTEM) instead.", *lines, ""]
    )


# Constraint errors quote rows, and rows hold NIK and names: neither statements nor details go into the log.
PRIVACY = {"log_min_error_statement": "panic", "log_error_verbosity": "terse", "log_checkpoints": "off"}


def _connection_values(place: Place, port: int) -> dict[str, str]:
    return {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": f'"{place.sockets}"',  # in quotes, or a comma would divide it
        "cluster_name": place.name,
        "max_connections": "100",
        "password_encryption": "scram-sha-256",
        "shared_preload_libraries": "pg_stat_statements",
    }


def _memory_values(memory: int) -> dict[str, str]:
    values = {
        "shared_buffers": _megabytes(memory // 4, 128 * MB, 16 * GB),
        "effective_cache_size": _megabytes(memory * 6 // 10, 256 * MB, 1024 * GB),
        "work_mem": _megabytes(memory // 256, 4 * MB, 64 * MB),
        "maintenance_work_mem": _megabytes(memory // 16, 64 * MB, 2 * GB),
    }
    # Containers often give 64 MB of /dev/shm, which one parallel hash join overruns.
    if _shared_memory_space() < memory // 4:
        values["dynamic_shared_memory_type"] = "mmap"
    return values


def _disk_values(free: int, fsync: bool) -> dict[str, str]:
    values = {
        "max_wal_size": _megabytes(free // 5, 512 * MB, 8 * GB),
        "min_wal_size": "256MB",
        "checkpoint_timeout": "15min",
        "wal_compression": "pglz",
        "random_page_cost": "1.1",
        "effective_io_concurrency": "64",
    }
    if not fsync:
        values |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return values


def _planner_values(cores: int) -> dict[str, str]:
    return {
        "jit": "off",
        "default_statistics_target": "200",
        "max_worker_processes": str(max(8, 2 * cores)),
        "max_parallel_workers": str(cores),
        "max_parallel_workers_per_gather": str(max(1, cores // 2)),
        "max_parallel_maintenance_workers": str(max(1, cores // 2)),
    }


def machine_memory() -> int:
    """Return the bytes of memory this process may count on: the machine's, or its container's where less."""
    import psutil

    limits = [psutil.virtual_memory().total]
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            text = Path(path).read_text().strip()
        except OSError:
            continue
        if text.isdigit():
            limits.append(int(text))
    return int(min(limits))


def _shared_memory_space() -> int:
    try:
        space = os.statvfs("/dev/shm")  # noqa: S108
    except OSError:
        return 1024 * GB
    return space.f_blocks * space.f_frsize


def _megabytes(size: int, least: int, most: int) -> str:
    return f"{min(max(size, least), most) // MB}MB"


def _quote(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
