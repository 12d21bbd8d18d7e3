"""A small dbt project (the real frame, a few staging tables, two marts) and a few employees: a build takes a second."""

import shutil
from pathlib import Path

import psycopg

from admin.settings import PROJECT

FRAME = (
    "dbt_project.yml",
    "dbt_project/profiles.yml",
    "dbt_project/macros",
    "dbt_project/tests/generic",
    "dbt_project/models/intermediate/build",
    "dbt_project/models/marts/build",
    "dbt_project/models/groups.yml",
    "seeds/rules/parameter.csv",
    "seeds/rules/parameter.yml",
    "dbt_project/models/staging/personnel/_personnel.yml",
    "dbt_project/models/staging/reference/_reference.yml",
    "dbt_project/models/staging/stewardship",
    *(
        f"dbt_project/models/staging/reference/stg_reference__{name}.sql"
        for name in ("award_kind", "education_level", "parameter", "position_level", "training_kind")
    ),
    "dbt_project/models/staging/personnel/stg_personnel__agency.sql",
    "dbt_project/models/staging/personnel/stg_personnel__employee.sql",
    "dbt_project/models/staging/personnel/stg_personnel__person.sql",
)

ROSTER = """
select employee.employee_id, employee.nip, person.name::text as name, build.build_id, build.as_of_date
from {{ ref('stg_personnel__employee') }} as employee
inner join {{ ref('stg_personnel__person') }} as person on employee.person_id = person.person_id
cross join {{ ref('int_build') }} as build
"""

HEADCOUNT = """
select agency.agency_id, build.build_id, count(roster.employee_id)::integer as employees
from {{ ref('stg_personnel__agency') }} as agency
cross join {{ ref('int_build') }} as build
left join {{ ref('roster') }} as roster on true
group by agency.agency_id, build.build_id
"""

MARTS_YML = """
models:
  - name: roster
    constraints: [{type: primary_key, columns: [employee_id]}]
    columns:
      - {name: employee_id, data_type: bigint}
      - {name: nip, data_type: varchar(18)}
      - {name: name, data_type: text}
      - {name: build_id, data_type: bigint}
      - {name: as_of_date, data_type: date}
  - name: headcount
    columns:
      - {name: agency_id, data_type: bigint}
      - {name: build_id, data_type: bigint}
      - {name: employees, data_type: integer}
"""


def make_project(root: Path) -> Path:
    """Copy the real project's frame to `root`, add two marts, and return `root`."""
    for name in FRAME:
        source, target = PROJECT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy2(source, target)
    marts = root / "dbt_project" / "models" / "marts" / "staff"
    marts.mkdir()
    (marts / "roster.sql").write_text(ROSTER)
    (marts / "headcount.sql").write_text(HEADCOUNT)
    (marts / "staff.yml").write_text(MARTS_YML)
    return root


def add_agency(url: str) -> int:
    """Add an agency and the employment type PNS where they are missing, and return the agency's id."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO reference.employment_type (code, name, scheme) VALUES ('PNS', 'PNS', 'PNS')"
            " ON CONFLICT (code) DO NOTHING"
        )
        connection.execute(
            "INSERT INTO personnel.agency (code, name, kind, head_title)"
            " SELECT 'KOTA', 'Kota Contoh', 'KOTA', 'Wali Kota' WHERE NOT EXISTS (SELECT FROM personnel.agency)"
        )
        return int(connection.execute("SELECT min(id) FROM personnel.agency").fetchone()[0])  # type: ignore[index]


def add_people(url: str, count: int) -> None:
    """Add `count` men as PNS of the agency, each with the next free serial of a NIP."""
    agency_id = add_agency(url)
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT coalesce(max(right(nip, 3)::integer), 0) FROM personnel.employee").fetchone()
        assert row is not None
        for serial in range(row[0] + 1, row[0] + 1 + count):
            connection.execute(
                "WITH person AS (INSERT INTO personnel.person (name, sex, born_on) VALUES (%s, 'L', '1990-05-17')"
                " RETURNING id)"
                " INSERT INTO personnel.employee (person_id, agency_id, nip, employment_type_id, appointed_on)"
                " SELECT person.id, %s, %s, type.id, '2015-03-01' FROM person, reference.employment_type AS type"
                " WHERE type.code = 'PNS'",
                [f"Orang {serial}", agency_id, f"199005172015031{serial:03}"],
            )
