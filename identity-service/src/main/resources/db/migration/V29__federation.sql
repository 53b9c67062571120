-- Providers elsewhere by which people sign in on a page: issuers as those whose assertions do are.
ALTER TABLE issuers
    ALTER COLUMN jwks DROP NOT NULL, -- null: it signs no assertions
    DROP CONSTRAINT issuers_subject_claim_check,
    ADD CONSTRAINT issuers_subject_claim_check CHECK (subject_claim IN ('EMPLOYEE_ID', 'EMAIL', 'LINKED')),
    ADD COLUMN provider_id text UNIQUE,
    ADD COLUMN provider text, -- what was agreed on, as a JSON object
    ADD COLUMN client_secret bytea, -- AES-256-GCM: 12 bytes nonce, ciphertext, tag; null where our key is known there
    ADD CONSTRAINT issuers_of_some_use CHECK (jwks IS NOT NULL OR provider IS NOT NULL);

-- Whose account there is whose: of each at most one person.
CREATE TABLE linked_accounts (
    id            text PRIMARY KEY,
    issuer        text        NOT NULL REFERENCES issuers (issuer),
    subject       text        NOT NULL, -- sub
    person_id     text        NOT NULL, -- of one who is taken in by it, before lifecycle-service has told of him
    shown_as      text        NOT NULL, -- what he is called there; may be empty
    linked_at     timestamptz NOT NULL,
    last_used_at  timestamptz,
    unlinked_at   timestamptz, -- of one by which he was taken in: it stays his, and signs nobody in
    said          bigint      NOT NULL DEFAULT 0, -- how much was said of him on hr.workers.v1
    said_of       timestamptz,
    worker        text, -- what was last said, as JSON
    UNIQUE (issuer, subject)
);
CREATE INDEX linked_accounts_of_person ON linked_accounts (person_id);
CREATE INDEX linked_accounts_taken_in ON linked_accounts (issuer) WHERE said > 0;

-- Whose word a sign-in is, and when it was taken here; null where a credential of ours was shown.
ALTER TABLE sign_in_sessions
    ADD COLUMN issuer text,
    ADD COLUMN issuer_session text, -- sid there
    ADD COLUMN vouched_at timestamptz;
CREATE INDEX sign_in_sessions_of_issuer ON sign_in_sessions (issuer, id) WHERE issuer IS NOT NULL;
