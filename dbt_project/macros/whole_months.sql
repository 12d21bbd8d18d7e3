{#-
    Whole months from `start` to `finish`, at least 0; null when either is null. A month is whole when the day of the
    month is reached: 31 January to 28 February is 0 (rules.md 3.1, masa kerja counted in whole months).
-#}
{%- macro whole_months(start, finish) -%}
    case
        when {{ start }} is not null and {{ finish }} is not null
        then
            greatest(
                (extract(year from {{ finish }}) - extract(year from {{ start }})) * 12
                + extract(month from {{ finish }})
                - extract(month from {{ start }})
                - (
                    extract(day from {{ finish }}) < extract(day from {{ start }})
                )::integer,
                0
            )::integer
    end
{%- endmacro -%}
