-- Whoever is to answer for an agent accepts it first.
ALTER TABLE identities
    ADD COLUMN unanswered text, -- why nobody answers for an agent at present; null while its owner does
    DROP CONSTRAINT identities_check; -- that an agent always has an owner
UPDATE identities SET unanswered = 'owner_left' WHERE kind <> 'PERSON' AND status = 'SUSPENDED';
ALTER TABLE identities
    ADD CONSTRAINT active_agents_are_answered_for
        CHECK (kind = 'PERSON' OR status <> 'ACTIVE' OR owner_id IS NOT NULL AND unanswered IS NULL);

-- The last offer of each agent; what became of earlier ones is on record.
CREATE TABLE agent_offers (
    agent_id  text PRIMARY KEY REFERENCES identities (id),
    id        text        NOT NULL UNIQUE,
    to_id     text        NOT NULL, -- no reference, since its lock on the person would be taken after the agent's
    cause     text        NOT NULL CHECK (cause IN ('REGISTERED', 'HANDED_OVER', 'OWNER_LEFT')),
    made_at   timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL, -- compared at use
    status    text        NOT NULL CHECK (status IN ('OPEN', 'ACCEPTED', 'REFUSED', 'WITHDRAWN'))
);
CREATE INDEX agent_offers_of_person ON agent_offers (to_id, id) WHERE status = 'OPEN';
