-- Whoever unlinks an account keeps its row, so that nothing but he himself links it again; another person may have it then.
ALTER TABLE linked_accounts DROP CONSTRAINT linked_accounts_issuer_subject_key;
CREATE UNIQUE INDEX linked_accounts_linked ON linked_accounts (issuer, subject) WHERE unlinked_at IS NULL;
CREATE UNIQUE INDEX linked_accounts_once ON linked_accounts (issuer, subject, person_id);
