-- Of two people with the same address, signing in by it means the one who has had it longer.
ALTER TABLE identities ADD COLUMN email_since timestamptz; -- null without an address
UPDATE identities SET email_since = created_at WHERE email IS NOT NULL;
