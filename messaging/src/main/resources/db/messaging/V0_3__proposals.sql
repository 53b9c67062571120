-- When this service first had its tables: for a while from then on there may be nobody else who could approve.
CREATE TABLE first_start (
    one boolean     PRIMARY KEY DEFAULT true CHECK (one),
    at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO first_start DEFAULT VALUES;

-- Changes with a far reach. What is proposed never changes itself; who stands for it, and what became of it, does.
CREATE TABLE proposal (
    id                text        PRIMARY KEY,
    kind              text        NOT NULL,
    subject           text        NOT NULL,
    summary           text        NOT NULL,
    touches           text        NOT NULL,
    content           text        NOT NULL,
    state             text        NOT NULL,
    digest            text        NOT NULL,
    proposer          text        NOT NULL,
    proposer_subject  text        NOT NULL,
    proposed_at       timestamptz NOT NULL,
    ends_at           timestamptz NOT NULL,
    status            text        NOT NULL,
    approvals         text        NOT NULL,
    settled_at        timestamptz,
    settled_why       text
);
CREATE INDEX proposal_open ON proposal (ends_at) WHERE status = 'OPEN';
CREATE INDEX proposal_open_of ON proposal (proposer_subject) WHERE status = 'OPEN';
