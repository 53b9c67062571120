-- Applications that keep a secret and whose libraries send no PKCE by themselves, as somebody registered them.
ALTER TABLE clients
    ADD COLUMN without_pkce boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT clients_without_pkce_keep_a_secret CHECK (NOT (without_pkce AND public));
