with
    build as (select * from {{ ref("int_build") }}),
    observation_date as (
        select * from {{ ref("int_observation_date") }} where full_years_back <= 2
    ),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    gathered as (select * from {{ ref("int_ip_asn__unit") }}),
    scheme as (select * from {{ ref("int_ip_asn__scheme") }}),
    label as (select * from {{ ref("talent_label") }} where topic = 'KATEGORI_IP_ASN'),

    ip_asn_unit as (
        select
            unit.unit_id,
            observation_date.year,
            observation_date.on_date,
            unit.agency_id,
            unit.code as unit_code,
            unit.name as unit_name,
            unit.kind as unit_kind,
            unit.parent_id as parent_unit_id,
            unit.parent_id is null as is_root,
            scheme.scheme_code as ip_asn_scheme_code,
            coalesce(gathered.employees, 0) as employees,
            coalesce(gathered.incomplete, 0) as incomplete,
            round(gathered.mean_qualification, 2) as mean_qualification,
            round(gathered.mean_competence, 2) as mean_competence,
            round(gathered.mean_performance, 2) as mean_performance,
            round(gathered.mean_discipline, 2) as mean_discipline,
            round(gathered.mean_total, 2) as mean_total,
            gathered.category_code,
            label.label_id as category_label_id,
            label.label_en as category_label_en,
            {%- for code in [
                "sangat_tinggi",
                "tinggi",
                "sedang",
                "rendah",
                "sangat_rendah",
            ] %}
                coalesce(gathered.{{ code }}, 0) as {{ code }},
            {%- endfor %}
            build.as_of_date,
            build.build_id
        from unit
        cross join observation_date
        cross join build
        -- Years before the measurement was introduced have no scheme and no row.
        inner join
            scheme
            on unit.agency_id = scheme.agency_id
            and observation_date.year = scheme.year
        left join
            gathered
            on unit.unit_id = gathered.unit_id
            and observation_date.year = gathered.year
        left join label on gathered.category_code = label.code
        where
            {{ in_force("unit", "observation_date.on_date") }}
            or gathered.unit_id is not null
    )

select *
from ip_asn_unit
