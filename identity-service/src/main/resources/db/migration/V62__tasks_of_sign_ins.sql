-- In which sign-in a task was given, so that it can end with that; unknown of those from before.
ALTER TABLE delegations ADD COLUMN made_in text;
CREATE INDEX delegations_made_in ON delegations (made_in) WHERE made_in IS NOT NULL AND status = 'ACTIVE';
