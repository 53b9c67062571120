-- Whom an HR system has already a directory may adopt, by a rule of the operator's.
CREATE TABLE adoption_rules (
    client_id    text PRIMARY KEY REFERENCES clients (id),
    matching     text NOT NULL, -- by what, with spaces between
    mail_domains text NOT NULL  -- of addresses that count, with spaces between; none where addresses don't
);

ALTER TABLE scim_resources
    ADD COLUMN employee_id text,         -- of a person whom an HR system had already; null for one who came by this client
    ADD COLUMN released_at timestamptz,  -- when an administrator had the client's word about him count no more
    ADD COLUMN barred boolean NOT NULL DEFAULT false; -- and he isn't to be adopted again
