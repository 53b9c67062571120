-- Who answers for a client, as for agents and workloads. Of those from before nobody does, and they act until the operator says so.
ALTER TABLE clients
    ADD COLUMN owner_id text,
    ADD COLUMN unanswered text, -- why nobody answers for it, so that it gets no token; null while somebody does, or nobody has to yet
    ADD COLUMN owner_needed_at timestamptz, -- from when on it gets no token, where nobody ever did; null for those from before
    ADD COLUMN of_system boolean NOT NULL DEFAULT false; -- a part of Mandate, which whoever has set it up keeps
ALTER TABLE agent_offers DROP CONSTRAINT agent_offers_agent_id_fkey; -- a client is offered too, and is no identity
CREATE INDEX clients_by_owner ON clients (owner_id) WHERE owner_id IS NOT NULL;
