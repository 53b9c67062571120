-- Applications that people sign in to are clients with addresses to return to.
ALTER TABLE clients
    ADD COLUMN grant_types text, -- separated by spaces; null: those of machines
    ADD COLUMN redirect_uris text NOT NULL DEFAULT '', -- separated by spaces, which no URI has
    ADD COLUMN post_logout_uris text NOT NULL DEFAULT '',
    ADD COLUMN resource text UNIQUE, -- URI of what it serves, for tokens that others get for it
    ADD COLUMN public boolean NOT NULL DEFAULT false, -- it can keep no secret, and proves itself by PKCE alone
    DROP CONSTRAINT clients_check,
    ADD CONSTRAINT clients_prove_themselves CHECK (public OR secret_hash IS NOT NULL OR jwks IS NOT NULL);

-- What a person lets an application have, from the code on.
CREATE TABLE authorizations (
    id                text PRIMARY KEY,
    client_id         text        NOT NULL REFERENCES clients (id),
    person_id         text        NOT NULL REFERENCES identities (id),
    sign_in_id        text        NOT NULL, -- it counts while that one does; no reference, since that may go first
    scopes            text        NOT NULL,
    resources         text        NOT NULL DEFAULT '', -- separated by spaces
    nonce             text,
    redirect_uri      text        NOT NULL,
    code_hash         bytea       NOT NULL UNIQUE,
    code_challenge    text        NOT NULL, -- S256
    code_ends_at      timestamptz NOT NULL,
    code_used_at      timestamptz,
    acr               text        NOT NULL,
    amr               text        NOT NULL,
    authenticated_at  timestamptz NOT NULL,
    created_at        timestamptz NOT NULL,
    ends_at           timestamptz NOT NULL,
    revoked_at        timestamptz,
    revoked_reason    text
);
CREATE INDEX authorizations_of_sign_in ON authorizations (sign_in_id, client_id, created_at);
CREATE INDEX authorizations_by_end ON authorizations (ends_at);
CREATE INDEX authorizations_unused ON authorizations (code_ends_at) WHERE code_used_at IS NULL;

-- Each is used once, for the next.
CREATE TABLE refresh_tokens (
    token_hash        text PRIMARY KEY, -- SHA-256, in hexadecimal digits
    authorization_id  text        NOT NULL REFERENCES authorizations (id) ON DELETE CASCADE,
    created_at        timestamptz NOT NULL,
    used_at           timestamptz
);
CREATE INDEX refresh_tokens_of_authorization ON refresh_tokens (authorization_id, created_at);
