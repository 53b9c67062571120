-- Where an issuer publishes the keys by which it signs assertions; null for one of which they are registered, and for one that signs none.
ALTER TABLE issuers ADD COLUMN jwks_uri text;
-- An issuer is of some use by these too. That each has some, who registers it sees to.
ALTER TABLE issuers DROP CONSTRAINT issuers_of_some_use;
