-- Whoever comes with the code has to have this key, where its request said so (dpop_jkt, RFC 9449 section 10).
ALTER TABLE authorizations ADD COLUMN code_key text;
