-- The record's value as it was on Kafka, so that what this version doesn't know is kept, and its digest, so that it can be held
-- against the topic. Lines from before have neither. A value has at most what its topic takes (512 KiB); beyond 2 KB a line, it is
-- compressed and stored apart.
ALTER TABLE trail_entry
    ADD COLUMN original        bytea,
    ADD COLUMN original_sha256 bytea;
