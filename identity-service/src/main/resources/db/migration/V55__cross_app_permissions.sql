-- At which authorization servers elsewhere a client may act for people, as two of them agreed.
CREATE TABLE cross_app_permissions (
    id           text PRIMARY KEY,
    client_id    text NOT NULL REFERENCES clients (id),
    audience     text NOT NULL, -- issuer there
    resource     text,          -- null for a server that doesn't name what it has
    client_there text NOT NULL, -- as which the client is known there
    scopes       text NOT NULL, -- as they are called there, with spaces between
    tools        text NOT NULL, -- of the catalogue, which an agent's task has to have, with spaces between
    aud_tenant   text,
    email        boolean NOT NULL
);
CREATE INDEX cross_app_permissions_of_client ON cross_app_permissions (client_id);
