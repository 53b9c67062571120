-- Sign-ins that have ended, for a week: a signal that names one is about no other. Those that ended before this aren't known, by which all of
-- their person's end, as before.
CREATE TABLE ended_sign_ins (
    id text PRIMARY KEY,
    person_id text NOT NULL,
    issuer text,
    issuer_session text,
    ended_at timestamptz NOT NULL
);
CREATE INDEX ended_sign_ins_of_person ON ended_sign_ins (person_id);
CREATE INDEX ended_sign_ins_by_end ON ended_sign_ins (ended_at);
