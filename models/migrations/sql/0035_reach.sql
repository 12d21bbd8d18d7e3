-- Whom an officer reaches is asked by every statement; of 100,000 people it took 0.24 s for the employees and 0.6 s for the
-- persons behind them, of which a third and a quarter are left (docs/bench.md).

-- Who holds the seats of a unit is answered by the index alone.
CREATE INDEX ix_assignment_holder ON personnel.assignment (seat_id) INCLUDE (employee_id, valid_from, valid_to)
    WHERE kind = 'DEFINITIF';

-- As in 0003_rights.sql, but by one pass over the sorted numbers and not by a look-up for each.
create or replace function stewardship.reachable_persons(area text, verb text) returns setof bigint
language sql stable rows 500 security definer set search_path = pg_catalog, pg_temp
begin atomic
    select employee.person_id from personnel.employee
    where employee.id = any(array(select stewardship.reachable_employees(area, verb)));
end;
