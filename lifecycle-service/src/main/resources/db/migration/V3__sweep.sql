-- A worker at whom the sweep could not look alone waits longer each time, so that he holds up nobody else.
ALTER TABLE worker
    ADD COLUMN sweep_failures int NOT NULL DEFAULT 0,
    ADD COLUMN sweep_after timestamptz;
