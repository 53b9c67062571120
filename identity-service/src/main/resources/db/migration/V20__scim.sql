-- What identity providers keep here by SCIM, each its own. Of what was deleted only the id stays, which is never used again.
CREATE TABLE scim_resources (
    id          text PRIMARY KEY,
    kind        text        NOT NULL,
    client_id   text        NOT NULL,
    name_key    text,
    external_id text,
    content     text        NOT NULL,
    version     bigint      NOT NULL,
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    employed    boolean     NOT NULL DEFAULT false,
    said        bigint      NOT NULL DEFAULT 0, -- events on hr.workers.v1
    said_of     timestamptz,
    worker      text                            -- as he was last said to be
);
CREATE UNIQUE INDEX scim_resources_name ON scim_resources (kind, name_key) WHERE deleted_at IS NULL;
CREATE INDEX scim_resources_client ON scim_resources (client_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX scim_resources_external ON scim_resources (client_id, kind, external_id) WHERE deleted_at IS NULL;

CREATE TABLE scim_members (
    group_id  text NOT NULL REFERENCES scim_resources,
    member_id text NOT NULL REFERENCES scim_resources,
    PRIMARY KEY (group_id, member_id)
);
CREATE INDEX scim_members_member ON scim_members (member_id);
