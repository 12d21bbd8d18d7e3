"""PostgreSQL knows on whose behalf the panel changes a row."""

from typing import Any

import psycopg
from panel_site import PASSWORD, Visitor, serve_panel

from admin.warehouse.accounts import add_user

WATCH = """
    create table public.seen (user_name text, request_id text);
    create function public.watch() returns trigger language plpgsql security definer as $$
    begin
        insert into public.seen
        select name, current_setting('merit.request_id') from stewardship."user"
        where id = current_setting('merit.user_id')::bigint;
        return new;
    end $$;
    create trigger watch after insert on reference.study_field for each row execute function public.watch();
"""


def test_a_saved_row_is_saved_in_the_name_of_the_signed_in_person(server: Any, database_url: str) -> None:
    for name in ("siti", "budi"):
        add_user(database_url, name, "administrator", PASSWORD)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(WATCH)
        with serve_panel(server.settings, database_url) as address:
            for name in ("siti", "budi"):
                visitor = Visitor(address, name)
                visitor.create("study-field", {"code": name.upper(), "name": f"Bidang {name}"})
                visitor.close()
        seen = connection.execute("select user_name, request_id from public.seen order by 1").fetchall()
    assert [name for name, _request in seen] == ["budi", "siti"]
    assert len({request for _name, request in seen}) == 2
