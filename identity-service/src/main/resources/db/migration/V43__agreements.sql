-- What a person agreed to within a task, so that he isn't asked for each call of the kind: a delegation that nobody acts under.
ALTER TABLE delegations ADD COLUMN agreed text; -- JSON; null for all that somebody acts under
