with
    duk as (select * from {{ ref("duk") }}),

    -- Written out apart from the mart's macro, so that a change of its order is
    -- noticed here.
    compared as (
        select
            lower_one.nip,
            lower_one.decided_by,
            case
                when lower_one.grade_ordinal <> upper_one.grade_ordinal
                then 'GOLONGAN'
                when lower_one.grade_tmt <> upper_one.grade_tmt
                then 'TMT_GOLONGAN'
                when lower_one.position_rank <> upper_one.position_rank
                then 'JABATAN'
                when
                    lower_one.position_tmt_same_level
                    is distinct from upper_one.position_tmt_same_level
                then 'TMT_JABATAN'
                when lower_one.service_total_months <> upper_one.service_total_months
                then 'MASA_KERJA'
                when lower_one.leadership_level <> upper_one.leadership_level
                then 'LATIHAN_JABATAN'
                when lower_one.leadership_on is distinct from upper_one.leadership_on
                then 'TGL_LATIHAN'
                when lower_one.education_rank <> upper_one.education_rank
                then 'PENDIDIKAN'
                when lower_one.graduated_on is distinct from upper_one.graduated_on
                then 'TGL_LULUS'
                when lower_one.born_on <> upper_one.born_on
                then 'USIA'
                else 'NIP'
            end as expected,
            (
                - upper_one.grade_ordinal,
                upper_one.grade_tmt,
                - upper_one.position_rank,
                coalesce(upper_one.position_tmt_same_level, 'infinity'),
                - upper_one.service_total_months,
                - upper_one.leadership_level,
                coalesce(upper_one.leadership_on, 'infinity'),
                - upper_one.education_rank,
                coalesce(upper_one.graduated_on, 'infinity'),
                upper_one.born_on,
                upper_one.nip
            ) < (
                - lower_one.grade_ordinal,
                lower_one.grade_tmt,
                - lower_one.position_rank,
                coalesce(lower_one.position_tmt_same_level, 'infinity'),
                - lower_one.service_total_months,
                - lower_one.leadership_level,
                coalesce(lower_one.leadership_on, 'infinity'),
                - lower_one.education_rank,
                coalesce(lower_one.graduated_on, 'infinity'),
                lower_one.born_on,
                lower_one.nip
            ) as is_in_order
        from duk as lower_one
        inner join
            duk as upper_one
            on lower_one.agency_id = upper_one.agency_id
            and lower_one.rank_agency = upper_one.rank_agency + 1
    )

select *
from compared
where decided_by <> expected or not is_in_order
