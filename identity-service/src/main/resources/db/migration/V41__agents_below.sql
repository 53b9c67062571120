-- Which agents one has made, and those that they made, is asked when it is stopped.
CREATE INDEX identities_below ON identities USING gin (string_to_array(lineage, ' ')) WHERE lineage IS NOT NULL;
