-- Who may delegate to an agent, as said for whoever answered for it then; without a row that one alone.
CREATE TABLE delegator_rules (
    agent_id  text PRIMARY KEY REFERENCES identities (id),
    owner_id  text NOT NULL, -- for another owner it doesn't count
    who       text NOT NULL CHECK (who IN ('OWNER', 'LISTED', 'EVERYBODY')),
    listed    text NOT NULL DEFAULT '[]' -- identity ids, as a JSON array
);
-- Agents from before their owners could say so go on as they did.
INSERT INTO delegator_rules (agent_id, owner_id, who)
    SELECT id, owner_id, 'EVERYBODY' FROM identities WHERE kind <> 'PERSON' AND owner_id IS NOT NULL;

CREATE INDEX delegations_open_roots ON delegations (delegator_id, expires_at) WHERE parent_id IS NULL AND status = 'ACTIVE';
CREATE INDEX delegations_of_agent ON delegations (agent_id, id DESC) WHERE deleted_at IS NULL;
