-- Roles of Mandate itself that a person holds, each with its window of time, as lifecycle tells them.
ALTER TABLE identities ADD COLUMN mandate_roles text NOT NULL DEFAULT '[]';
