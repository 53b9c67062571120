-- What another secret than the first one sealed is found by how it begins. In the other tables of sealed values few rows are.
CREATE INDEX authenticators_sealed_by ON authenticators (substring(sealed_secret FROM 1 FOR 9));
COMMENT ON COLUMN authenticators.sealed_secret IS 'Sealed for its person, by Tink: length and ciphertext of its own key, then its ciphertext';
COMMENT ON COLUMN issuers.client_secret IS 'Sealed as those of authenticators, for its issuer; null where our key is known there';
