-- People follow the states of lifecycle.access.v1 instead of the facts of lifecycle.workers.v1.
ALTER TABLE identities
    -- of a person, the employment that was taken in; of an agent, the owner's in which he came to answer for it
    ADD COLUMN employment_number int NOT NULL DEFAULT 1 CHECK (employment_number >= 1),
    -- revision on lifecycle.access.v1 that a person stands at: an older one changes nothing
    ADD COLUMN access_revision bigint NOT NULL DEFAULT 0,
    DROP COLUMN employment_fact_at;
