-- Every secret has an end, and at most two of a client count. Those from before get an end that is counted from now, so that none ends at once.
-- The columns they were in are left for replicas of before, which read them until they are replaced.
INSERT INTO client_secrets (id, client_id, use, secret_hash, made_at, ends_at)
SELECT 'sec_' || replace(gen_random_uuid()::text, '-', ''), id, 'TOKENS', secret_hash, created_at, now() + interval '180 days'
FROM clients
WHERE secret_hash IS NOT NULL;
INSERT INTO client_secrets (id, client_id, use, secret_hash, made_at, ends_at, end_told_at)
SELECT 'sec_' || replace(gen_random_uuid()::text, '-', ''), id, 'TOKENS', previous_secret_hash, created_at, previous_secret_until, now()
FROM clients
WHERE previous_secret_hash IS NOT NULL AND previous_secret_until > now();

-- A client whose secrets have ended is one still.
ALTER TABLE clients DROP CONSTRAINT clients_prove_themselves;

CREATE INDEX client_secrets_by_end ON client_secrets (ends_at, id);
