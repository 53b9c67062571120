-- The trail as a Merkle tree (audit-service/transparency): what was signed of it, and what is kept to tell where it was changed. Nothing here
-- needs to be trusted: whoever changes it doesn't have the roots that were signed.
CREATE TABLE trail_tree (
    id         integer     PRIMARY KEY CHECK (id = 1),
    size       bigint      NOT NULL, -- lines that are in it
    upto       bigint      NOT NULL, -- number of the last of them
    -- One replica makes it grow; another one may once this time is over.
    holder     text,
    held_until timestamptz NOT NULL
);
INSERT INTO trail_tree (id, size, upto, held_until) VALUES (1, 0, 0, '-infinity');

-- Level 0 has number, time and digest of 256 lines, 48 bytes each; level n the roots of 256 full tiles of level n-1, 32 bytes each.
CREATE TABLE trail_tile (
    level   integer NOT NULL,
    tile    bigint  NOT NULL,
    first   bigint, -- number of the first line, in level 0
    entries bytea   NOT NULL,
    PRIMARY KEY (level, tile)
);
CREATE INDEX ON trail_tile (first) WHERE level = 0;
-- Digests can't be compressed.
ALTER TABLE trail_tile ALTER COLUMN entries SET STORAGE EXTERNAL;

CREATE TABLE trail_checkpoint (
    size bigint      PRIMARY KEY,
    at   timestamptz NOT NULL,
    note text        NOT NULL -- signed
);

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${runtimeRole}') THEN
        REVOKE INSERT, DELETE, TRUNCATE ON trail_tree FROM ${runtimeRole};
        REVOKE DELETE, TRUNCATE ON trail_tile FROM ${runtimeRole};
        REVOKE UPDATE, DELETE, TRUNCATE ON trail_checkpoint FROM ${runtimeRole};
    END IF;
END $$;
