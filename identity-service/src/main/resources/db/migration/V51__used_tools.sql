-- On which days an agent used a tool for a person: what the page that asks for a task says of it. Forgotten after 90 days.
CREATE TABLE used_tools (
    person_id text NOT NULL,
    agent_id  text NOT NULL,
    tool      text NOT NULL,
    used_on   date NOT NULL,
    PRIMARY KEY (person_id, agent_id, tool, used_on)
);
CREATE INDEX used_tools_of_day ON used_tools (used_on);
