-- Clients, issuers, agents and people are stopped and resumed by hand.
ALTER TABLE clients
    ADD COLUMN revision bigint NOT NULL DEFAULT 0, -- 0: from before identity.clients.v1; the next start tells it
    ADD COLUMN stopped_reason text, -- null while it isn't stopped
    ADD COLUMN tokens_void_before timestamptz,
    -- of a secret that was changed with an overlap, the one before, until then
    ADD COLUMN previous_secret_hash bytea,
    ADD COLUMN previous_secret_until timestamptz;
CREATE INDEX clients_by_name ON clients (lower(name));
CREATE INDEX clients_untold ON clients (id) WHERE revision = 0;

ALTER TABLE issuers
    ADD COLUMN revision bigint NOT NULL DEFAULT 0,
    ADD COLUMN stopped_reason text,
    ADD COLUMN tokens_void_before timestamptz;

ALTER TABLE identities
    ADD COLUMN stopped_reason text, -- beside what lifecycle says of a person, and whether anybody answers for an agent
    ADD COLUMN stopped_by text; -- who it was: an owner resumes what he has stopped himself

-- What a delegation was made with: whoever stops a client or an issuer ends what came of it.
ALTER TABLE delegations
    ADD COLUMN made_by_client text,
    ADD COLUMN made_by_issuer text;
CREATE INDEX delegations_by_client ON delegations (made_by_client) WHERE status = 'ACTIVE';
CREATE INDEX delegations_by_issuer ON delegations (made_by_issuer) WHERE status = 'ACTIVE';
