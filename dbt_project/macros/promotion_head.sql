{#- The build a row belongs to and whose it is: the columns of the promotion marts from `build` and `employee`. -#}
{%- macro promotion_head() -%}
    build.build_id,
    build.as_of_date,
    employee.agency_id,
    employee.employee_id,
    employee.nip::text as nip,
    employee.full_name::text as full_name,
    employee.unit_id,
    employee.unit_name::text as unit_name
{%- endmacro -%}
