-- Which account of an identity provider is which user: bound at the first sign-in, and found by nothing else afterwards.

CREATE TABLE stewardship.sign_in_identity (
    id BIGSERIAL NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_sign_in_identity PRIMARY KEY (id),
    CONSTRAINT uq_sign_in_identity_issuer_subject UNIQUE (issuer, subject),
    CONSTRAINT uq_sign_in_identity_issuer_user_id UNIQUE (issuer, user_id),
    CONSTRAINT fk_sign_in_identity_user_id FOREIGN KEY(user_id) REFERENCES stewardship."user" (id) ON DELETE RESTRICT
);
CREATE INDEX ix_sign_in_identity_user_id ON stewardship.sign_in_identity (user_id);
COMMENT ON TABLE stewardship.sign_in_identity IS 'Identitas penyedia: akun penyedia yang terhubung dengan pengguna | Provider identities: accounts of a provider bound to users';
COMMENT ON COLUMN stewardship.sign_in_identity.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.sign_in_identity.issuer IS 'Penyedia: alamatnya | Provider: its address';
COMMENT ON COLUMN stewardship.sign_in_identity.subject IS 'Nomor di penyedia: tidak pernah berganti orang | Subject: its number there, never another person''s';
COMMENT ON COLUMN stewardship.sign_in_identity.user_id IS 'Pengguna: yang masuk dengannya | User: who signs in with it';
COMMENT ON COLUMN stewardship.sign_in_identity.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.sign_in_identity.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.sign_in_identity.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.sign_in_identity FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

-- Whoever is no longer bound has to sign in again.
CREATE TRIGGER end_sessions AFTER UPDATE OR DELETE ON stewardship.sign_in_identity
FOR EACH ROW EXECUTE FUNCTION stewardship.end_sessions();

select stewardship.protect('stewardship.sign_in_identity', 'stewardship', 'user_id');
-- Only signing in binds; administrators let go.
revoke insert, update on stewardship.sign_in_identity from merit_panel, merit_panel_private;
select audit.watch('stewardship.sign_in_identity');
