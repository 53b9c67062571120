-- Keys of each algorithm; access tokens stay with ES256.
ALTER TABLE signing_keys ADD COLUMN algorithm text NOT NULL DEFAULT 'ES256';
ALTER TABLE signing_keys ALTER COLUMN algorithm DROP DEFAULT;

-- What an application's ID and logout tokens are signed with.
ALTER TABLE clients ADD COLUMN id_token_algorithm text NOT NULL DEFAULT 'ES256';

-- A receiver that asks for nothing gets what the interoperability profile of CAEP demands; those that there are keep what they have.
ALTER TABLE signal_streams ADD COLUMN algorithm text NOT NULL DEFAULT 'ES256';
