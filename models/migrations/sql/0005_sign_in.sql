-- Sessions kept by the server, throttling of sign-in, and one-time links.

CREATE TABLE stewardship.session (
    id BIGSERIAL NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    device_hash VARCHAR(64),
    user_id BIGINT NOT NULL,
    address VARCHAR(100) NOT NULL,
    agent VARCHAR(200),
    started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_session PRIMARY KEY (id),
    CONSTRAINT uq_session_token_hash UNIQUE (token_hash),
    CONSTRAINT fk_session_user_id FOREIGN KEY(user_id) REFERENCES stewardship."user" (id) ON DELETE RESTRICT
);
CREATE INDEX ix_session_user_id ON stewardship.session (user_id);
COMMENT ON TABLE stewardship.session IS 'Sesi: pengguna yang sedang atau pernah masuk | Sessions: who signed in';
COMMENT ON COLUMN stewardship.session.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.session.token_hash IS 'Sidik kuki: SHA-256 | Cookie hash: SHA-256';
COMMENT ON COLUMN stewardship.session.device_hash IS 'Sidik perangkat: peramban yang dikenal | Device hash: browser that is known';
COMMENT ON COLUMN stewardship.session.user_id IS 'Pengguna: yang masuk | User: who signed in';
COMMENT ON COLUMN stewardship.session.address IS 'Alamat: asal jaringan, IPv6 sampai /64 | Address: network it came from, IPv6 up to /64';
COMMENT ON COLUMN stewardship.session.agent IS 'Peramban: menurut peramban | Browser: as it calls itself';
COMMENT ON COLUMN stewardship.session.started_at IS 'Mulai: waktu masuk | Started at: when they signed in';
COMMENT ON COLUMN stewardship.session.last_seen_at IS 'Terakhir dipakai: tepat sampai semenit | Last used: to the minute';
COMMENT ON COLUMN stewardship.session.expires_at IS 'Batas: paling lama sampai saat ini | Expires at: at the latest';
COMMENT ON COLUMN stewardship.session.ended_at IS 'Berakhir: keluar, diakhiri, sandi atau peran berubah | Ended at: by whatever act';
COMMENT ON COLUMN stewardship.session.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.session.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.session.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.session FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE stewardship.sign_in_failure (
    id BIGSERIAL NOT NULL,
    account VARCHAR(64) NOT NULL,
    address VARCHAR(100) NOT NULL,
    device VARCHAR(64),
    failed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_sign_in_failure PRIMARY KEY (id)
);
CREATE INDEX ix_sign_in_failure_account_failed_at ON stewardship.sign_in_failure (account, failed_at);
CREATE INDEX ix_sign_in_failure_address_failed_at ON stewardship.sign_in_failure (address, failed_at);
COMMENT ON TABLE stewardship.sign_in_failure IS 'Gagal masuk: percobaan sehari terakhir | Failed sign-ins: attempts of the last day';
COMMENT ON COLUMN stewardship.sign_in_failure.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.sign_in_failure.account IS 'Sidik akun: SHA-256 nama yang diketik | Account hash: SHA-256 of the name typed';
COMMENT ON COLUMN stewardship.sign_in_failure.address IS 'Alamat: asal jaringan | Address: network it came from';
COMMENT ON COLUMN stewardship.sign_in_failure.device IS 'Sidik perangkat: bila dikenal akun ini | Device hash: when this account knows it';
COMMENT ON COLUMN stewardship.sign_in_failure.failed_at IS 'Waktu: saat percobaan | Failed at: instant of the attempt';
COMMENT ON COLUMN stewardship.sign_in_failure.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.sign_in_failure.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.sign_in_failure.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.sign_in_failure FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE stewardship.sign_in_link (
    id BIGSERIAL NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    user_id BIGINT,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_sign_in_link PRIMARY KEY (id),
    CONSTRAINT uq_sign_in_link_token_hash UNIQUE (token_hash),
    CONSTRAINT fk_sign_in_link_user_id FOREIGN KEY(user_id) REFERENCES stewardship."user" (id) ON DELETE RESTRICT
);
CREATE INDEX ix_sign_in_link_user_id ON stewardship.sign_in_link (user_id);
COMMENT ON TABLE stewardship.sign_in_link IS 'Tautan sekali pakai: untuk menetapkan sandi | One-time links: to set a password';
COMMENT ON COLUMN stewardship.sign_in_link.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.sign_in_link.token_hash IS 'Sidik kode: SHA-256 | Code hash: SHA-256';
COMMENT ON COLUMN stewardship.sign_in_link.user_id IS 'Pengguna: kosong untuk administrator pertama | User: none for the first one';
COMMENT ON COLUMN stewardship.sign_in_link.expires_at IS 'Batas: berlaku sampai | Expires at: works until';
COMMENT ON COLUMN stewardship.sign_in_link.used_at IS 'Dipakai: waktu dipakai | Used at: when it was used';
COMMENT ON COLUMN stewardship.sign_in_link.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.sign_in_link.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.sign_in_link.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.sign_in_link FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

-- Whoever gets another password, another role, or may no longer sign in, has to sign in again: a session never carries
-- rights over from before. The one who changes their own password gets a new session in the same transaction.
CREATE FUNCTION stewardship.end_sessions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    concerned bigint[];
BEGIN
    IF tg_table_name = 'user' THEN
        concerned := ARRAY[new.id];
    ELSE
        concerned := ARRAY[
            CASE WHEN tg_op <> 'INSERT' THEN old.user_id END, CASE WHEN tg_op <> 'DELETE' THEN new.user_id END
        ];
    END IF;
    UPDATE stewardship.session SET ended_at = now() WHERE user_id = ANY (concerned) AND ended_at IS NULL;
    RETURN NULL;
END;
$$;

CREATE TRIGGER end_sessions AFTER UPDATE OF password_hash, is_active ON stewardship."user"
FOR EACH ROW WHEN (old.password_hash IS DISTINCT FROM new.password_hash OR (old.is_active AND NOT new.is_active))
EXECUTE FUNCTION stewardship.end_sessions();

CREATE TRIGGER end_sessions AFTER INSERT OR UPDATE OR DELETE ON stewardship.user_role
FOR EACH ROW EXECUTE FUNCTION stewardship.end_sessions();

ALTER TABLE stewardship."user" DROP COLUMN session_epoch;

-- Whether anybody can administrate today; as long as nobody can, a one-time link without a user makes the first one.
CREATE FUNCTION stewardship.has_administrator() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN EXISTS (
    SELECT FROM stewardship.user_role AS granted
    JOIN stewardship.role ON role.id = granted.role_id AND role.code = 'administrator'
    JOIN stewardship."user" AS account ON account.id = granted.user_id AND account.is_active
    WHERE granted.unit_id IS NULL AND daterange(granted.valid_from, granted.valid_to, '[)') @> current_date
);

SELECT stewardship.protect('stewardship.session', 'stewardship', 'user_id');
SELECT stewardship.protect('stewardship.sign_in_link', 'stewardship', 'user_id');
SELECT stewardship.protect('stewardship.sign_in_failure', 'stewardship', '');
-- Everybody may end their own sessions.
CREATE POLICY "change own" ON stewardship.session FOR UPDATE TO merit_panel
USING (user_id = (SELECT stewardship.acting_user()));
