-- Which versions of a risk rule count. Taken FOR UPDATE by whoever publishes a version of it or changes what is in force.
CREATE TABLE risk_rule (
    id       text    PRIMARY KEY, -- Sigma's id
    name     text    NOT NULL UNIQUE,
    revision bigint  NOT NULL DEFAULT 0, -- of the state on risk.rules.v1; 0 until there is one
    active   bigint,
    shadow   bigint,
    retired  boolean NOT NULL DEFAULT false
);

-- A version never changes: the run-time role may add and read, no more.
CREATE TABLE risk_rule_version (
    id           text        PRIMARY KEY, -- <rule>/<version>
    rule         text        NOT NULL REFERENCES risk_rule (id),
    version      bigint      NOT NULL,
    digest       text        NOT NULL, -- as findings name it
    title        text        NOT NULL,
    level        text        NOT NULL,
    tests        integer     NOT NULL,
    sigma        text        NOT NULL, -- what was submitted
    author       text        NOT NULL,
    comment      text,
    published_at timestamptz NOT NULL,
    UNIQUE (rule, version),
    UNIQUE (rule, digest)
);

CREATE TABLE risk_rule_change (
    id       text        PRIMARY KEY, -- <rule>/<revision>
    rule     text        NOT NULL REFERENCES risk_rule (id),
    revision bigint      NOT NULL,
    kind     text        NOT NULL,
    version  bigint,
    author   text        NOT NULL,
    at       timestamptz NOT NULL,
    UNIQUE (rule, revision)
);

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${runtimeRole}') THEN
        REVOKE UPDATE, DELETE ON risk_rule_version, risk_rule_change FROM ${runtimeRole};
    END IF;
END $$;
