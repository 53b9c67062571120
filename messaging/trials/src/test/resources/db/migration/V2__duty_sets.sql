CREATE TABLE duty_set (
    id       text   PRIMARY KEY,
    revision bigint NOT NULL DEFAULT 0,
    active   bigint,
    shadow   bigint
);

CREATE TABLE duty_set_version (
    id           text        PRIMARY KEY,
    artifact     text        NOT NULL REFERENCES duty_set (id),
    version      bigint      NOT NULL,
    digest       text        NOT NULL,
    tests        integer     NOT NULL,
    author       text        NOT NULL,
    comment      text,
    published_at timestamptz NOT NULL
);

CREATE TABLE duty_set_change (
    id       text        PRIMARY KEY,
    artifact text        NOT NULL REFERENCES duty_set (id),
    revision bigint      NOT NULL,
    kind     text        NOT NULL,
    version  bigint,
    author   text        NOT NULL,
    at       timestamptz NOT NULL
);
