-- Who has set by hand when an agent may act, which its platform doesn't lengthen. Nothing tells of those that are there.
ALTER TABLE identities ADD COLUMN bounded_by text;
UPDATE identities SET bounded_by = 'unknown' WHERE kind = 'AGENT' AND (valid_from IS NOT NULL OR valid_until IS NOT NULL);
