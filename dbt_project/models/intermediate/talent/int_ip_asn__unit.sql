with
    total as (select * from {{ ref("int_ip_asn__total") }}),
    closure as (select * from {{ ref("int_unit__closure") }}),
    category as (select * from {{ ref("ip_asn_category") }}),

    gathered as (
        select
            closure.ancestor_id as unit_id,
            total.year,
            total.on_date,
            total.agency_id,
            total.scheme_code,
            count(*)::integer as employees,
            count(*) filter (where total.status_code <> 'LENGKAP')::integer
            as incomplete,
            avg(total.total) as mean_total,
            avg(total.qualification_score) as mean_qualification,
            avg(total.competence_score) as mean_competence,
            avg(total.performance_score) as mean_performance,
            avg(total.discipline_score) as mean_discipline,
            {%- for code in [
                "sangat_tinggi",
                "tinggi",
                "sedang",
                "rendah",
                "sangat_rendah",
            ] %}
                count(*) filter (
                    where total.category_code = '{{ code | upper }}'
                )::integer as {{ code }}{{ "," if not loop.last }}
            {%- endfor %}
        from total
        inner join closure on total.unit_id = closure.descendant_id
        group by
            closure.ancestor_id,
            total.year,
            total.on_date,
            total.agency_id,
            total.scheme_code
    ),

    rated as (
        select distinct
            on (gathered.unit_id, gathered.year) gathered.*, category.category_code
        from gathered
        left join
            category
            on gathered.scheme_code = category.scheme_code
            and {{ in_force("category", "gathered.on_date") }}
            and gathered.mean_total > category.above_total
        order by gathered.unit_id, gathered.year, category.above_total desc
    )

select *
from rated
