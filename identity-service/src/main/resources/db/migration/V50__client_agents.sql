-- MCP clients that sign their person in by themselves act as an agent of his, one for each person and application.
CREATE TABLE client_agents (
    person_id   text        NOT NULL REFERENCES identities (id),
    application text        NOT NULL, -- the address of its document; of one that registered itself, where people come back to and what it is called
    agent_id    text        NOT NULL REFERENCES identities (id),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (person_id, application)
);
CREATE UNIQUE INDEX client_agents_of_agent ON client_agents (agent_id);

-- Which server's a tool is and what it can do, for the page that asks for it; of tools from before this, unknown until they change.
ALTER TABLE catalogue_tools
    ADD COLUMN application text,
    ADD COLUMN labels      text;
CREATE INDEX catalogue_tools_of_application ON catalogue_tools (application, id) WHERE NOT deleted;

-- Nobody said what a task is for that was agreed to on the page of such a client without a word.
ALTER TABLE delegations ADD COLUMN worded_by_agent boolean NOT NULL DEFAULT false;
