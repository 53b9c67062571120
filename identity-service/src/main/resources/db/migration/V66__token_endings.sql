-- Sign-ins, authorizations and tokens that have ended, for as long as a token of them could last: others are told, and told to forget it then.
CREATE TABLE token_endings (
    id    text PRIMARY KEY,
    until timestamptz NOT NULL
);
CREATE INDEX token_endings_until ON token_endings (until);
