-- The arguments of a tool that a person may limit where he is asked for a task: names, kinds, and whether they have to be there, as JSON.
ALTER TABLE catalogue_tools ADD COLUMN arguments text;
