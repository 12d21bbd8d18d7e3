with
    build as (select * from {{ ref("int_build") }}),
    due_parameter as (select * from {{ ref("int_due__parameter") }}),
    training_parameter as (select * from {{ ref("int_training__parameter") }}),
    agreement as (select * from {{ ref("stg_personnel__partner_agreement") }}),
    partner as (select * from {{ ref("stg_personnel__partner") }}),
    session as (select * from {{ ref("int_partner__session") }}),
    internship as (select * from {{ ref("stg_personnel__internship") }}),
    label as (select * from {{ ref("training_label") }}),
    data_label as (select * from {{ ref("competence_label") }} where topic = 'DATA'),

    held as (
        select
            partner_agreement_id,
            count(*) filter (where is_held)::integer as sessions_held,
            count(*) filter (where not is_held)::integer as sessions_planned,
            sum(participants)::integer as participants,
            sum(hours) as hours_delivered,
            sum(budget) as budget_planned,
            sum(spent) as budget_spent,
            sum(budget) filter (where spent is not null) as budget_of_spent,
            sum(spent) filter (where budget is not null) as spent_of_budget,
            count(*) filter (
                where is_held and budget is not null and spent is null
            )::integer as sessions_without_spent,
            sum(ratings)::integer as ratings,
            sum(rating_sum)::integer as rating_sum
        from session
        group by partner_agreement_id
    ),

    sent as (
        select
            internship.partner_agreement_id,
            count(*) filter (where internship.kind = 'MAGANG')::integer as internships,
            count(*) filter (where internship.kind = 'PERTUKARAN')::integer as exchanges,
            count(*) filter (
                where internship.valid_to > build.as_of_date
            )::integer as interns_away,
            count(*) filter (
                where
                    internship.valid_to <= build.as_of_date and internship.is_completed
            )::integer as interns_completed
        from internship
        cross join build
        where internship.valid_from <= build.as_of_date
        group by internship.partner_agreement_id
    ),

    judged as (
        select
            agreement.*,
            build.as_of_date,
            renewal.number as renewed_by_number,
            due_parameter.effect_minimum as minimum_people,
            case
                when agreement.valid_from > build.as_of_date
                then 'BELUM_BERLAKU'
                when agreement.valid_to <= build.as_of_date
                then 'BERAKHIR'
                when
                    agreement.valid_to <= build.as_of_date
                    + make_interval(months => training_parameter.agreement_months)
                then 'SEGERA_BERAKHIR'
                else 'BERLAKU'
            end as state_code,
            coalesce(held.ratings, 0) >= due_parameter.effect_minimum
            and coalesce(held.ratings, 0) > 0 as is_rated_enough,
            held.rating_sum::numeric / nullif(held.ratings, 0) as rating
        from agreement
        cross join build
        inner join due_parameter on agreement.agency_id = due_parameter.agency_id
        inner join
            training_parameter on agreement.agency_id = training_parameter.agency_id
        left join
            agreement as renewal on agreement.partner_agreement_id = renewal.renews_id
        left join held on agreement.partner_agreement_id = held.partner_agreement_id
    ),

    partner_programme as (
        select
            judged.agency_id,
            judged.partner_agreement_id,
            judged.number,
            judged.subject,
            judged.partner_id,
            partner.name as partner_name,
            partner.kind as partner_kind_code,
            partner_label.label_id as partner_kind_label_id,
            partner_label.label_en as partner_kind_label_en,
            judged.kind as agreement_kind_code,
            agreement_label.label_id as agreement_kind_label_id,
            agreement_label.label_en as agreement_kind_label_en,
            judged.valid_from,
            judged.valid_to,
            judged.state_code,
            state_label.label_id as state_label_id,
            state_label.label_en as state_label_en,
            case
                when judged.state_code in ('BERLAKU', 'SEGERA_BERAKHIR')
                then judged.valid_to - judged.as_of_date
            end as days_to_expiry,
            judged.renewed_by_number,
            judged.state_code in ('SEGERA_BERAKHIR', 'BERAKHIR')
            and judged.renewed_by_number is null as is_renewal_open,
            coalesce(held.sessions_held, 0) as sessions_held,
            coalesce(held.sessions_planned, 0) as sessions_planned,
            coalesce(held.participants, 0) as participants,
            coalesce(held.hours_delivered, 0) as hours_delivered,
            held.budget_planned,
            held.budget_spent,
            round(
                100 * held.spent_of_budget / nullif(held.budget_of_spent, 0), 2
            ) as spent_pct,
            coalesce(held.sessions_without_spent, 0) as sessions_without_spent,
            coalesce(sent.internships, 0) as internships,
            coalesce(sent.exchanges, 0) as exchanges,
            coalesce(sent.interns_away, 0) as interns_away,
            coalesce(sent.interns_completed, 0) as interns_completed,
            coalesce(held.ratings, 0) as ratings,
            judged.minimum_people,
            case when judged.is_rated_enough then round(judged.rating, 2) end
            as mean_rating,
            data_label.code as rating_state_code,
            data_label.label_id as rating_state_label_id,
            data_label.label_en as rating_state_label_en,
            build.as_of_date,
            build.build_id
        from judged
        cross join build
        inner join partner on judged.partner_id = partner.partner_id
        left join held on judged.partner_agreement_id = held.partner_agreement_id
        left join sent on judged.partner_agreement_id = sent.partner_agreement_id
        left join {{ label_as("state_label", "PERJANJIAN", "judged.state_code") }}
        left join
            {{ label_as("agreement_label", "BENTUK_PERJANJIAN", "judged.kind") }}
        left join {{ label_as("partner_label", "MITRA", "partner.kind") }}
        left join
            data_label
            on data_label.code = case
                when judged.is_rated_enough then 'CUKUP_DATA' else 'TERLALU_SEDIKIT'
            end
            and {{ in_force("data_label", "build.as_of_date") }}
    )

select *
from partner_programme
