-- Services, CI jobs and API keys are identities that a person answers for, as agents are.
ALTER TABLE identities
    ADD COLUMN phase text CHECK (phase IN ('STAGED', 'IN_USE', 'RETIRED', 'DELETED')), -- of a workload alone
    ADD COLUMN workload_kind text CHECK (workload_kind IN ('SERVICE', 'CI_JOB', 'API_KEY')),
    ADD COLUMN environment text,
    ADD COLUMN external_id text, -- its name in the system that it was taken over from
    ADD COLUMN valid_from timestamptz, -- compared at use
    ADD COLUMN valid_until timestamptz,
    ADD COLUMN deleted_at timestamptz, -- until a day later its record is a tombstone
    ADD CONSTRAINT workloads_have_a_phase
        CHECK ((kind = 'WORKLOAD') = (phase IS NOT NULL) AND (kind = 'WORKLOAD') = (workload_kind IS NOT NULL));
CREATE UNIQUE INDEX identities_by_external_id ON identities (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX workloads_that_nobody_answers_for ON identities (id) WHERE kind = 'WORKLOAD' AND unanswered IS NOT NULL;
CREATE INDEX identities_to_forget ON identities (deleted_at) WHERE deleted_at IS NOT NULL;

-- A workload is registered before it has a credential.
ALTER TABLE clients
    DROP CONSTRAINT clients_prove_themselves,
    ADD CONSTRAINT clients_prove_themselves
        CHECK (public OR secret_hash IS NOT NULL OR jwks IS NOT NULL OR id LIKE 'wkl\_%');

-- Its secrets, none without an end.
CREATE TABLE client_secrets (
    id           text PRIMARY KEY,
    client_id    text        NOT NULL REFERENCES clients (id),
    secret_hash  bytea       NOT NULL,
    made_at      timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL -- compared at use
);
CREATE INDEX client_secrets_of_client ON client_secrets (client_id);
