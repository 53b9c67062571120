-- Delegations are deleted after they ended, and forgotten after they were deleted.
ALTER TABLE delegations
    ADD COLUMN ended_at timestamptz, -- when it stopped counting, or will: its end, or before that when it was revoked
    ADD COLUMN deleted_at timestamptz, -- when the revision without content went out; ids are left until the row goes
    -- one that can't be deleted alone waits longer each time, so that it holds up no other
    ADD COLUMN sweep_failures int NOT NULL DEFAULT 0,
    ADD COLUMN sweep_after timestamptz;
UPDATE delegations SET ended_at = expires_at;
ALTER TABLE delegations ALTER COLUMN ended_at SET NOT NULL;
CREATE INDEX delegations_ended ON delegations (ended_at) WHERE deleted_at IS NULL;
CREATE INDEX delegations_deleted ON delegations (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX delegations_by_parent ON delegations (parent_id) WHERE parent_id IS NOT NULL;
