{#-
    How far an agreed action has come on `as_of_date`: needs its columns `status`, `due_on` and `done_on`, the last one
    empty when it was done after that day. The day it is due is still in time.
-#}
{%- macro action_state() -%}
    case
        when status = 'DIBATALKAN'
        then 'DIBATALKAN'
        when done_on <= due_on
        then 'SELESAI'
        when done_on > due_on
        then 'SELESAI_TERLAMBAT'
        when due_on < as_of_date
        then 'TERLAMBAT'
        else 'BERJALAN'
    end
{%- endmacro -%}
