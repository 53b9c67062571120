-- A person agreed to a task: what he let the client have is a delegation.
ALTER TABLE authorizations ADD COLUMN delegation_id text;
ALTER TABLE device_requests ADD COLUMN details text; -- RFC 9396, as they were asked for; null without

-- What tools do, in the catalogue's words, for the page that asks about them.
CREATE TABLE catalogue_tools (
    id           text PRIMARY KEY,
    revision     bigint  NOT NULL,
    deleted      boolean NOT NULL,
    title        text    NOT NULL,
    description  text
);
