CREATE TABLE catalog_entry (
    kind     text    NOT NULL,
    id       text    NOT NULL,
    revision bigint  NOT NULL,
    deleted  boolean NOT NULL,
    content  jsonb   NOT NULL, -- the CatalogEntry as published
    PRIMARY KEY (kind, id)
);

-- Granted by hand; birthright grants are computed and have no row.
CREATE TABLE access_grant (
    id           text PRIMARY KEY,
    identity     text        NOT NULL REFERENCES worker (identity),
    employment   integer     NOT NULL, -- which employment of the worker it belongs to; never valid in a later one
    role         text        NOT NULL,
    valid_from   timestamptz NOT NULL,
    valid_until  timestamptz,
    reason       text        NOT NULL,
    granted_by   text        NOT NULL,
    granted_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    ended_reason text,
    CHECK (valid_until IS NULL OR valid_until > valid_from)
);
CREATE INDEX access_grant_identity ON access_grant (identity) WHERE ended_at IS NULL;
CREATE INDEX access_grant_until ON access_grant (valid_until) WHERE ended_at IS NULL AND valid_until IS NOT NULL;
CREATE INDEX access_grant_role ON access_grant (role) WHERE ended_at IS NULL;
