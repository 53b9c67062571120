-- Idempotency-Key has a table of its own since the morning of 29 November 2026 (V0_5 of messaging), and no version since writes these. What holds
-- them to each other goes with them.
ALTER TABLE access_grant
    DROP COLUMN caller,
    DROP COLUMN idempotency_key,
    DROP COLUMN request_digest;
