-- Keys are made before they sign, and go after the last token that they signed.
ALTER TABLE signing_keys
    ADD COLUMN revision bigint NOT NULL DEFAULT 1 CHECK (revision >= 1),
    ADD COLUMN signs_from timestamptz,
    ADD COLUMN deleted_at timestamptz, -- since then no token of it is good; only its id is left
    ALTER COLUMN private_sealed DROP NOT NULL;
UPDATE signing_keys SET signs_from = created_at;
ALTER TABLE signing_keys ALTER COLUMN signs_from SET NOT NULL;
