-- What an import would change: shown, old beside new, before it is stored.

alter table stewardship.import_row add column stored_id bigint, add column changes jsonb not null default '{}';
comment on column stewardship.import_row.stored_id is 'Baris tersimpan: nomornya, bila diubah | Stored row: its number, if it changes';
comment on column stewardship.import_row.changes is 'Perubahan: isi lama dan baru tiap kolom | Changes: stored and new value of each column';
select stewardship.protect('stewardship.import_row', 'exchange', 'import_batch_id.user_id'); -- grants the new columns too
