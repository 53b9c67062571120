-- One row per employee; taken FOR UPDATE by whoever changes his standing or his access.
CREATE TABLE worker (
    employee_id        text PRIMARY KEY,
    identity           text        NOT NULL UNIQUE,
    revision           bigint      NOT NULL DEFAULT 0, -- of lifecycle.access.v1; 0 until first published
    standing           jsonb,                          -- null until HR says that he joins
    department         text,                           -- of the standing, for birthright changes
    last_effective_at  timestamptz,                    -- last event of the fold
    last_sequence      bigint,
    last_source        text,
    last_id            text,
    due_at             timestamptz,                    -- when the sweep must look again
    grants             jsonb       NOT NULL DEFAULT '[]' -- as last published
);
CREATE INDEX worker_due ON worker (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX worker_department ON worker (department);

-- Every event of HR, for ever: the worker is their fold.
CREATE TABLE hr_event (
    source       text        NOT NULL,
    id           text        NOT NULL,
    hash         text        NOT NULL, -- SHA-256 of the content, to tell a duplicate from a conflict
    employee_id  text        NOT NULL,
    effective_at timestamptz NOT NULL,
    sequence     bigint      NOT NULL,
    type         text        NOT NULL,
    attributes   jsonb,
    received_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source, id)
);
CREATE INDEX hr_event_employee ON hr_event (employee_id);
