-- Every grant says where it comes from, who gave it and when it ends.
ALTER TABLE access_grant
    ADD COLUMN entitlement text,          -- <kind>:<id> of the catalogue
    ADD COLUMN origin jsonb,
    ADD COLUMN given_by jsonb,            -- the Actor
    ADD COLUMN caller text,               -- with idempotency_key: the same request is granted once
    ADD COLUMN idempotency_key text,
    ADD COLUMN request_digest text,
    ADD COLUMN ended_cause text,
    ADD COLUMN ended_by jsonb;

-- By whose client it was isn't known any more where the granter was no client himself.
UPDATE access_grant SET
    entitlement = 'role:' || role,
    origin = '{"kind": "ADMINISTRATOR"}',
    given_by = jsonb_build_object('subject', left(granted_by, 256),
        'client', CASE WHEN granted_by ~ '^(per|agt|wkl)_' THEN 'unknown' ELSE left(granted_by, 256) END,
        'chain', '[]'::jsonb),
    ended_cause = CASE
        WHEN ended_at IS NULL THEN NULL
        WHEN ended_reason LIKE 'revoked by %' THEN 'TAKEN_BACK'
        WHEN ended_reason = 'its time is over' THEN 'EXPIRED'
        WHEN ended_reason = 'the role is gone' THEN 'ENTITLEMENT_GONE'
        ELSE 'EMPLOYMENT_ENDED' END;

-- An open end, or one too far ahead: a year after the beginning, but a month from now at least, so that nobody loses overnight
-- what he works with.
UPDATE access_grant SET valid_until = CASE
    WHEN ended_at IS NOT NULL THEN greatest(ended_at, valid_from + interval '1 second')
    ELSE greatest(valid_from + interval '366 days', now() + interval '30 days') END
WHERE valid_until IS NULL OR (ended_at IS NULL AND valid_until > greatest(valid_from + interval '366 days', now() + interval '30 days'));

ALTER TABLE access_grant
    ALTER COLUMN entitlement SET NOT NULL,
    ALTER COLUMN origin SET NOT NULL,
    ALTER COLUMN given_by SET NOT NULL,
    ALTER COLUMN valid_until SET NOT NULL,
    DROP COLUMN role,
    DROP COLUMN granted_by,
    ADD CHECK ((ended_at IS NULL) = (ended_cause IS NULL)),
    ADD CHECK ((idempotency_key IS NULL) = (caller IS NULL) AND (idempotency_key IS NULL) = (request_digest IS NULL));
CREATE INDEX access_grant_entitlement ON access_grant (entitlement) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX access_grant_key ON access_grant (caller, idempotency_key);

-- To find a birthright by its id, which has no row of its own.
CREATE INDEX worker_grant_ids ON worker USING gin (jsonb_path_query_array(grants, '$[*].id'));

-- The holders' states tell it from the next sweep on.
UPDATE worker SET due_at = least(due_at, now())
WHERE identity IN (SELECT identity FROM access_grant WHERE ended_at IS NULL);
