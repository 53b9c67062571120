-- How many of a kind a SCIM client keeps, as what came and what went: their sum. Nobody waits for anybody to add a row, and a page needn't count
-- two hundred thousand. ScimStore puts those of a client together.
CREATE TABLE scim_counts (
    client_id  text   NOT NULL,
    kind       text   NOT NULL,
    many       bigint NOT NULL -- negative for those that went
);
CREATE INDEX scim_counts_of_client ON scim_counts (client_id, kind) INCLUDE (many);

-- What a replica of before adds between this and the triggers would be counted by neither.
LOCK TABLE scim_resources IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO scim_counts (client_id, kind, many)
SELECT client_id, kind, count(*) FROM scim_resources WHERE deleted_at IS NULL GROUP BY client_id, kind;

CREATE FUNCTION scim_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO scim_counts (client_id, kind, many)
    SELECT client_id, kind, count(*) FROM came WHERE deleted_at IS NULL GROUP BY client_id, kind;
    RETURN NULL;
END $$;

CREATE FUNCTION scim_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO scim_counts (client_id, kind, many)
    SELECT client_id, kind, sum(one) FROM (
        SELECT client_id, kind, 1 AS one FROM came WHERE deleted_at IS NULL
        UNION ALL SELECT client_id, kind, -1 FROM went WHERE deleted_at IS NULL) AS changed
    GROUP BY client_id, kind HAVING sum(one) <> 0;
    RETURN NULL;
END $$;

CREATE FUNCTION scim_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO scim_counts (client_id, kind, many)
    SELECT client_id, kind, -count(*) FROM went WHERE deleted_at IS NULL GROUP BY client_id, kind;
    RETURN NULL;
END $$;

CREATE TRIGGER scim_came AFTER INSERT ON scim_resources
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION scim_came();
CREATE TRIGGER scim_changed AFTER UPDATE ON scim_resources
    REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION scim_changed();
CREATE TRIGGER scim_went AFTER DELETE ON scim_resources
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION scim_went();
