-- Whether a person lets one call be made, once.
CREATE TABLE approval (
    id text PRIMARY KEY,
    revision bigint NOT NULL,
    status text NOT NULL,
    call jsonb NOT NULL,              -- ApprovedCall: exactly what it is for
    binding text NOT NULL,            -- digest of all of that
    decision text NOT NULL,           -- the denial that asked
    person text,                      -- who answers for the call
    approver text,                    -- who is asked; null where a role is
    roles text[] NOT NULL,            -- which whoever answers has to have; empty where one person is asked
    shown jsonb NOT NULL,             -- what people are shown of it
    receivers jsonb NOT NULL,         -- digests of whom its arguments name, where somebody gets something by it
    asked_at timestamptz NOT NULL,
    until timestamptz NOT NULL,
    answer jsonb,
    used text,                        -- the allow that used it up
    deleted boolean NOT NULL DEFAULT false,
    due_at timestamptz NOT NULL,      -- when it is looked at again
    sweep_failures int NOT NULL DEFAULT 0,
    sweep_after timestamptz);

-- The same call is asked for once at a time, however often it is tried.
CREATE UNIQUE INDEX approval_open ON approval (binding) WHERE status IN ('ASKED', 'GRANTED', 'REFUSED');
CREATE INDEX approval_session ON approval ((call ->> 'session')) WHERE status = 'ASKED';
CREATE INDEX approval_subject ON approval ((call ->> 'subject')) WHERE status = 'ASKED';
CREATE INDEX approval_approver ON approval (approver) WHERE status = 'ASKED';
CREATE INDEX approval_roles ON approval USING gin (roles) WHERE status = 'ASKED';
CREATE INDEX approval_due ON approval (due_at);

-- Denials that asked for what somebody was asked for already.
CREATE TABLE approval_attempt (
    decision text PRIMARY KEY,
    approval text NOT NULL REFERENCES approval ON DELETE CASCADE);
CREATE INDEX approval_attempt_approval ON approval_attempt (approval);
