-- Which account in another system a workload was taken over from, and what the file said last that may change.
CREATE TABLE imported_workloads (
    workload_id   text PRIMARY KEY REFERENCES identities (id),
    system        text NOT NULL,
    external_id   text NOT NULL,
    owner_id      text REFERENCES identities (id), -- whom it named, as far as that was an active person
    ends_at       timestamptz,
    last_used_at  timestamptz,
    UNIQUE (system, external_id)
);
