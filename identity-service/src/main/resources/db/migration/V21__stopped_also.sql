-- sub of somebody else who has stopped it too, since stopped_by did: neither lets it go on alone.
ALTER TABLE identities ADD COLUMN stopped_also_by text;
