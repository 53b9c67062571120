-- Secrets with an end open the token endpoint, or are shown to /scim/v2 as they are.
ALTER TABLE client_secrets
    ADD COLUMN use text NOT NULL DEFAULT 'TOKENS' CHECK (use IN ('TOKENS', 'SCIM')),
    ADD COLUMN end_told_at timestamptz; -- when it was told that it ends soon
ALTER TABLE client_secrets ALTER COLUMN use DROP DEFAULT;
CREATE UNIQUE INDEX client_secrets_shown_to_scim ON client_secrets (secret_hash) WHERE use = 'SCIM';
CREATE INDEX client_secrets_ending_untold ON client_secrets (ends_at) WHERE end_told_at IS NULL;
