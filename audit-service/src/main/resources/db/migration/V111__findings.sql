-- The newest state of each finding. What was told of it, and who did what about it, is in the trail.
CREATE TABLE finding (
    uid        text        PRIMARY KEY,
    told       bigint      GENERATED ALWAYS AS IDENTITY, -- the order in which they were first told
    rule       text        NOT NULL,
    session    text,
    agents     text[]      NOT NULL,
    person     text,
    status     integer     NOT NULL, -- as OCSF has it
    shadow     boolean     NOT NULL,
    matches    integer     NOT NULL,
    payload    text        NOT NULL
);

CREATE UNIQUE INDEX ON finding (told);
CREATE INDEX ON finding (session, told) WHERE session IS NOT NULL;
CREATE INDEX ON finding (person, told) WHERE person IS NOT NULL;
CREATE INDEX ON finding USING gin (agents);

-- What alerts nobody for a while: one rule in one group.
CREATE TABLE suppression (
    id       text        PRIMARY KEY, -- digest of rule and group
    revision bigint      NOT NULL,
    until    timestamptz NOT NULL
);
