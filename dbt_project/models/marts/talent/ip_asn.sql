with
    build as (select * from {{ ref("int_build") }}),
    total as (select * from {{ ref("int_ip_asn__total") }}),
    population as (select * from {{ ref("int_performance__population") }}),
    predicate as (select * from {{ ref("predicate") }}),
    label as (select * from {{ ref("talent_label") }}),

    ip_asn as (
        select
            total.employee_id,
            total.year,
            total.on_date,
            total.agency_id,
            total.unit_id,
            population.unit_name,
            population.nip,
            population.name,
            population.full_name,
            population.scheme,
            population.employment_type_code,
            population.position_name,
            population.position_level_code,
            total.scheme_code as ip_asn_scheme_code,
            total.scheme_label_id as ip_asn_scheme_label_id,
            total.scheme_label_en as ip_asn_scheme_label_en,
            total.status_code,
            status_label.label_id as status_label_id,
            status_label.label_en as status_label_en,
            string_to_array(total.missing, ' ') as missing,
            {{ words_of("total.missing", "KEKURANGAN", "label", "id") }}
            as missing_label_id,
            {{ words_of("total.missing", "KEKURANGAN", "label", "en") }}
            as missing_label_en,
            total.education_level_code,
            total.education_level_label_id,
            total.education_level_label_en,
            total.qualification_score,
            total.position_group,
            group_label.label_id as position_group_label_id,
            group_label.label_en as position_group_label_en,
            total.leadership_score,
            total.functional_score,
            total.technical_hours,
            total.technical_score,
            total.seminar_score,
            total.competence_score,
            total.appraisal_id,
            total.predicate_code,
            predicate.label_id as predicate_label_id,
            predicate.label_en as predicate_label_en,
            total.performance_score,
            total.severity,
            total.discipline_score,
            round(total.total, 2) as total,
            total.category_code,
            category_label.label_id as category_label_id,
            category_label.label_en as category_label_en,
            build.as_of_date,
            build.build_id
        from total
        cross join build
        inner join
            population
            on total.employee_id = population.employee_id
            and total.year = population.year
        left join predicate on total.predicate_code = predicate.predicate_code
        left join {{ label_as("status_label", "STATUS", "total.status_code") }}
        left join
            {{ label_as("group_label", "GOLONGAN_IP_ASN", "total.position_group") }}
        left join
            {{ label_as("category_label", "KATEGORI_IP_ASN", "total.category_code") }}
    )

select *
from ip_asn
