-- What a line is about where that is no identity: a grant, an entry of the catalogue. Lines from before have none.
ALTER TABLE trail_entry ADD COLUMN subject text;
CREATE INDEX ON trail_entry (subject, occurred_at, seq) WHERE subject IS NOT NULL;
