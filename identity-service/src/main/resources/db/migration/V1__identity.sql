CREATE TABLE identities (
    id                   text PRIMARY KEY,
    revision             bigint      NOT NULL CHECK (revision >= 1),
    kind                 text        NOT NULL CHECK (kind IN ('PERSON', 'AGENT', 'WORKLOAD')),
    status               text        NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED', 'DISABLED')),
    status_reason        text,
    display_name         text        NOT NULL,
    employee_id          text,
    email                text,
    owner_id             text REFERENCES identities (id),
    platform             text,
    purpose              text,
    tokens_void_before   timestamptz,
    -- effectiveAt of the last joined, left or rehired that was applied: what is older does not resurrect anyone
    employment_fact_at   timestamptz,
    created_at           timestamptz NOT NULL,
    CHECK (kind = 'PERSON' OR owner_id IS NOT NULL)
);
CREATE INDEX identities_by_owner ON identities (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX identities_by_employee ON identities (employee_id) WHERE employee_id IS NOT NULL;
CREATE INDEX identities_by_email ON identities (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX identities_by_name ON identities (lower(display_name));

CREATE TABLE signing_keys (
    id              text PRIMARY KEY,
    public_jwk      text        NOT NULL,
    -- AES-256-GCM: 12 bytes nonce, ciphertext, tag; the key is configuration and never here
    private_sealed  bytea       NOT NULL,
    created_at      timestamptz NOT NULL
);

CREATE TABLE clients (
    id           text PRIMARY KEY,
    name         text        NOT NULL,
    scopes       text        NOT NULL,
    secret_hash  bytea,
    jwks         text,
    created_at   timestamptz NOT NULL,
    CHECK (secret_hash IS NOT NULL OR jwks IS NOT NULL)
);

CREATE TABLE issuers (
    issuer         text PRIMARY KEY,
    jwks           text        NOT NULL,
    subject_claim  text        NOT NULL CHECK (subject_claim IN ('EMPLOYEE_ID', 'EMAIL')),
    audience       text,
    created_at     timestamptz NOT NULL
);

-- Assertions that were used, until they expire; bounded since their lifetime is.
CREATE TABLE used_assertions (
    issuer      text        NOT NULL,
    jti         text        NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (issuer, jti)
);
CREATE INDEX used_assertions_by_end ON used_assertions (expires_at);

CREATE TABLE delegations (
    id                text PRIMARY KEY,
    revision          bigint      NOT NULL CHECK (revision >= 1),
    root_id           text        NOT NULL REFERENCES delegations (id),
    parent_id         text REFERENCES delegations (id),
    delegator_id      text        NOT NULL REFERENCES identities (id),
    agent_id          text        NOT NULL REFERENCES identities (id),
    task              text        NOT NULL,
    task_identifiers  text        NOT NULL,
    scope             text        NOT NULL,
    created_at        timestamptz NOT NULL,
    expires_at        timestamptz NOT NULL,
    status            text        NOT NULL CHECK (status IN ('ACTIVE', 'REVOKED')),
    status_reason     text,
    depth             int         NOT NULL CHECK (depth BETWEEN 1 AND 4)
);
CREATE INDEX delegations_by_agent ON delegations (agent_id);
CREATE INDEX delegations_by_delegator ON delegations (delegator_id);
CREATE INDEX delegations_by_root ON delegations (root_id);
