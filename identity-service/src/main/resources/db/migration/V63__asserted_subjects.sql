-- Whom an issuer's assertions let in, by the issuer's own name for him: what it tells of him later names him so. Thirty days of each.
CREATE TABLE asserted_subjects (
    issuer  text        NOT NULL,
    subject text        NOT NULL,
    person  text        NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX asserted_subjects_at ON asserted_subjects (at);
