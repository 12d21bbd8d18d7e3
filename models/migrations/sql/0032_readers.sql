-- Tokens with which programs read the published marts as one user would, and files of more kinds.

CREATE TABLE stewardship.api_token (
    id BIGSERIAL NOT NULL,
    user_id BIGINT NOT NULL,
    name VARCHAR(100) NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    expires_on DATE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    last_used_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_api_token PRIMARY KEY (id),
    CONSTRAINT uq_api_token_token_hash UNIQUE (token_hash),
    CONSTRAINT ck_api_token_a_year_at_most CHECK (expires_on <= (created_at AT TIME ZONE 'UTC')::date + 366),
    CONSTRAINT fk_api_token_user_id FOREIGN KEY(user_id) REFERENCES stewardship."user" (id) ON DELETE RESTRICT
);
CREATE INDEX ix_api_token_user_id ON stewardship.api_token (user_id);
COMMENT ON TABLE stewardship.api_token IS 'Token API: program yang membaca mart atas nama pengguna | API tokens: programs that read marts as a user would';
COMMENT ON COLUMN stewardship.api_token.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.api_token.user_id IS 'Pengguna: yang haknya dipakai | User: whose rights it uses';
COMMENT ON COLUMN stewardship.api_token.name IS 'Nama: program pemakainya | Name: of the program that uses it';
COMMENT ON COLUMN stewardship.api_token.token_hash IS 'Sidik token: SHA-256 | Token hash: SHA-256';
COMMENT ON COLUMN stewardship.api_token.expires_on IS 'Berlaku sampai: hari terakhir | Works until: last day';
COMMENT ON COLUMN stewardship.api_token.revoked_at IS 'Dicabut: sejak itu tidak berlaku | Revoked at: works no longer since';
COMMENT ON COLUMN stewardship.api_token.last_used_at IS 'Terakhir dipakai: tepat sampai semenit | Last used: to the minute';
COMMENT ON COLUMN stewardship.api_token.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.api_token.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.api_token.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.api_token FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

-- Users see their own; administrators make and revoke them. None is deleted: what it read stays somebody's.
select stewardship.protect('stewardship.api_token', 'stewardship', 'user_id');
revoke delete on stewardship.api_token from merit_panel, merit_panel_private;
select audit.watch('stewardship.api_token', '{token_hash,last_used_at}');

ALTER TABLE stewardship.export_record DROP CONSTRAINT ck_export_record_kind;
ALTER TABLE stewardship.export_record ADD CONSTRAINT ck_export_record_kind CHECK (kind IN ('csv', 'xlsx', 'pdf', 'parquet', 'json'));
COMMENT ON COLUMN stewardship.export_record.kind IS 'Jenis berkas: bentuk berkas, atau halaman API | Kind: of file, or a page of the API';
