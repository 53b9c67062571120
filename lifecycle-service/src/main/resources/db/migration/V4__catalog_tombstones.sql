-- The row of a deleted entry stays after its tombstone: if its id comes back, the revision goes on where it was.
ALTER TABLE catalog_entry
    ADD COLUMN deleted_at timestamptz, -- null while it exists
    ADD COLUMN forgotten_at timestamptz; -- when the tombstone went out
UPDATE catalog_entry SET deleted_at = now() WHERE deleted;
CREATE INDEX catalog_entry_to_forget ON catalog_entry (deleted_at) WHERE deleted_at IS NOT NULL AND forgotten_at IS NULL;
