with
    build as (select * from {{ ref("int_build") }}),
    ranked as (select * from {{ ref("int_seat__ranked") }}),
    placement as (select * from {{ ref("int_seat__placement") }}),
    part as (select * from {{ ref("int_seat__part") }} where state <> 'SESUAI'),
    demand as (select * from {{ ref("int_seat__demand") }}),
    actual as (select * from {{ ref("int_competence__actual") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),

    -- Who is told of: the best of each pool, and everybody of the seat held.
    listed as (
        select profile_id, employee_id
        from ranked

        union

        select profile_id, employee_id
        from placement
        where is_held
    ),

    -- Once a person: asked of each thing that is lacking, it reads all trainings again.
    trained as (
        select
            completion.employee_id,
            array_agg(distinct training_kind.code) as kinds,
            max(training_kind.leadership_level) as leadership_level
        from completion
        cross join build
        inner join training_kind using (training_kind_id)
        where
            completion.employee_id in (select employee_id from listed)
            and completion.ended_on <= build.as_of_date
        group by completion.employee_id
    ),

    -- What stands in the way, thing by thing.
    lacking as (
        select
            part.profile_id,
            part.employee_id,
            part.ordinal,
            part.part_code,
            part.state,
            demand.label_id,
            demand.label_en,
            demand.threshold,
            actual.level,
            row_number() over (
                partition by part.profile_id, part.employee_id, part.part_code
                order by demand.threshold desc nulls last, demand.label_id
            ) as place
        from listed
        inner join part using (profile_id, employee_id)
        cross join build
        left join
            demand
            on part.profile_id = demand.profile_id
            and part.part_code = demand.kind
        left join
            actual
            on part.employee_id = actual.employee_id
            and demand.competency_id = actual.competency_id
            and build.as_of_date = actual.on_date
        left join trained on part.employee_id = trained.employee_id
        where
            case
                part.part_code
                when 'KOMPETENSI'
                then coalesce(actual.level < demand.threshold, true)
                when 'PELATIHAN'
                then
                    not coalesce(
                        demand.training_kind_code = any(trained.kinds)
                        or trained.leadership_level >= demand.leadership_level,
                        false
                    )
                else true
            end
    )

select *
from lacking
