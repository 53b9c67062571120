-- Which versions of a set count. Taken FOR UPDATE by whoever publishes a version of it or changes what is in force.
CREATE TABLE policy_set (
    name     text   PRIMARY KEY,
    revision bigint NOT NULL DEFAULT 0, -- of the activation on authz.policies.v1; 0 until there is one
    active   bigint,
    shadow   bigint
);

-- A version never changes: the run-time role may add and read, no more.
CREATE TABLE policy_version (
    id            text        PRIMARY KEY, -- <set>/<version>
    set_name      text        NOT NULL REFERENCES policy_set (name),
    version       bigint      NOT NULL,
    source_digest text        NOT NULL, -- of what was submitted
    digest        text        NOT NULL, -- of the compiled text, as replicas check it
    parts         integer     NOT NULL,
    policies      integer     NOT NULL,
    tests         integer     NOT NULL,
    author        text        NOT NULL,
    comment       text,
    published_at  timestamptz NOT NULL,
    UNIQUE (set_name, version)
);

-- Apart from the version, since lists don't need it.
CREATE TABLE policy_text (
    id       text PRIMARY KEY REFERENCES policy_version (id),
    sources  text NOT NULL, -- what was submitted, as JSON
    compiled text NOT NULL  -- in Cedar's JSON form
);

CREATE TABLE policy_change (
    id       text        PRIMARY KEY, -- <set>/<revision>
    set_name text        NOT NULL REFERENCES policy_set (name),
    revision bigint      NOT NULL,
    kind     text        NOT NULL,
    version  bigint,
    author   text        NOT NULL,
    at       timestamptz NOT NULL,
    UNIQUE (set_name, revision)
);

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${runtimeRole}') THEN
        REVOKE UPDATE, DELETE ON policy_version, policy_text, policy_change FROM ${runtimeRole};
    END IF;
END $$;
