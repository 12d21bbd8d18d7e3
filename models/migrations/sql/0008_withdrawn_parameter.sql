-- A value that ends on its first day never held: that is how one entered by mistake is withdrawn, with a reason.

ALTER TABLE stewardship.local_parameter
    DROP CONSTRAINT ck_local_parameter_valid_to_after_valid_from,
    ADD CONSTRAINT ck_local_parameter_valid_to_after_valid_from CHECK (
        valid_to IS NULL OR valid_to > valid_from OR (valid_to = valid_from AND coalesce(end_reason, '') ~ '\S')
    );
