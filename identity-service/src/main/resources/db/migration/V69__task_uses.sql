-- What a person's tasks really used: for each, which tools it had, how often each was called and with what. For the page that asks for another.
CREATE TABLE task_uses (
    session_id text PRIMARY KEY,
    person_id  text NOT NULL,
    agent_id   text NOT NULL,
    made_at    timestamptz NOT NULL,
    tools      text NOT NULL,
    -- Of its session's partition, up to where decisions are counted in.
    read_to    bigint NOT NULL
);
CREATE INDEX task_uses_of_agent ON task_uses (person_id, agent_id, made_at DESC);
CREATE INDEX task_uses_made ON task_uses (made_at);
