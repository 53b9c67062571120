-- One without an owner that can't be stopped alone waits longer each time, so that it holds up no other.
ALTER TABLE clients
    ADD COLUMN sweep_failures int NOT NULL DEFAULT 0,
    ADD COLUMN sweep_after timestamptz;
