-- Workloads prove who they are by tokens of the platform that they run on.
CREATE TABLE workload_issuers (
    issuer          text PRIMARY KEY, -- iss, or a SPIFFE trust domain
    jwks            text,
    jwks_uri        text,
    audience        text        NOT NULL,
    reusable        boolean     NOT NULL, -- a token counts until it ends; otherwise once
    created_at      timestamptz NOT NULL,
    revision        bigint      NOT NULL CHECK (revision >= 1),
    stopped_reason  text,
    CHECK ((jwks IS NULL) <> (jwks_uri IS NULL))
);

CREATE TABLE workload_bindings (
    id           text PRIMARY KEY,
    workload_id  text        NOT NULL REFERENCES identities (id),
    issuer       text        NOT NULL REFERENCES workload_issuers (issuer),
    claims       text        NOT NULL, -- a JSON object: what a token must say, exactly
    made_at      timestamptz NOT NULL
);
CREATE INDEX workload_bindings_of_workload ON workload_bindings (workload_id, issuer);
CREATE INDEX workload_bindings_of_issuer ON workload_bindings (issuer, workload_id);
