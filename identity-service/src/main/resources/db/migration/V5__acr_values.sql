-- What an issuer's own names of how someone signed in mean here, as a JSON object; null where nothing was agreed.
ALTER TABLE issuers ADD COLUMN acr_values text;
