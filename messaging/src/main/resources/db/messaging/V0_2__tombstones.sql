-- A row without a value is a tombstone: whatever keeps the state of this key forgets it.
ALTER TABLE outbox ALTER COLUMN value DROP NOT NULL;
