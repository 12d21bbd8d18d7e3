-- What comparisons of the live marts found, and how the queue of builds stands: docs/decisions/0033-jobs.md.

COMMENT ON SCHEMA jobs IS 'Antrean pekerjaan: tabel pustaka procrastinate | Queue of jobs: tables of the library procrastinate';

CREATE TABLE stewardship.live_comparison (
    id BIGSERIAL NOT NULL,
    warehouse_build_id BIGINT NOT NULL,
    compared_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    seconds NUMERIC(8, 1) NOT NULL,
    tables INTEGER NOT NULL,
    different_rows INTEGER NOT NULL,
    different JSONB DEFAULT '{}' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_live_comparison PRIMARY KEY (id),
    CONSTRAINT fk_live_comparison_warehouse_build_id FOREIGN KEY(warehouse_build_id) REFERENCES stewardship.warehouse_build (id) ON DELETE RESTRICT
);
CREATE INDEX ix_live_comparison_warehouse_build_id ON stewardship.live_comparison (warehouse_build_id);
COMMENT ON TABLE stewardship.live_comparison IS 'Pembandingan mart: mart yang disegarkan terhadap turunan penuh | Comparisons: live marts against a full derivation';
COMMENT ON COLUMN stewardship.live_comparison.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.live_comparison.warehouse_build_id IS 'Pembangunan: yang disegarkan sejak terbit | Build: refreshed since';
COMMENT ON COLUMN stewardship.live_comparison.compared_at IS 'Dibandingkan: saatnya | Compared at: instant';
COMMENT ON COLUMN stewardship.live_comparison.seconds IS 'Lama: dalam detik | Seconds: how long it took';
COMMENT ON COLUMN stewardship.live_comparison.tables IS 'Tabel: yang dibandingkan | Tables: how many were compared';
COMMENT ON COLUMN stewardship.live_comparison.different_rows IS 'Baris berbeda: nol bila semuanya sama | Different rows: none when all are the same';
COMMENT ON COLUMN stewardship.live_comparison.different IS 'Perbedaan: baris per tabel | Differences: rows of each table';
COMMENT ON COLUMN stewardship.live_comparison.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.live_comparison.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.live_comparison.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.live_comparison FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();
select stewardship.protect('stewardship.live_comparison', 'marts', '', is_open => true);
revoke insert, update, delete on stewardship.live_comparison from merit_panel, merit_panel_private;

-- How the queue of builds stands, for everyone who may use the panel: whether one waits, since when one runs, when the
-- last one failed for good.
CREATE FUNCTION stewardship.read_queue()
RETURNS TABLE (is_waiting boolean, running_since timestamptz, failed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT
        EXISTS (SELECT FROM jobs.procrastinate_jobs WHERE status = 'todo'),
        (
            SELECT max(event.at) FROM jobs.procrastinate_jobs AS job
            JOIN jobs.procrastinate_events AS event ON event.job_id = job.id AND event.type = 'started'
            WHERE job.status = 'doing'
        ),
        (
            SELECT max(event.at) FROM jobs.procrastinate_jobs AS job
            JOIN jobs.procrastinate_events AS event ON event.job_id = job.id AND event.type = 'failed'
            WHERE job.status = 'failed'
        )
$$;
REVOKE ALL ON FUNCTION stewardship.read_queue() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stewardship.read_queue() TO merit_panel;
