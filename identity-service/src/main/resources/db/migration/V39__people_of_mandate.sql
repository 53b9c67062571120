-- Who has a role of Mandate itself is looked for among all people whenever one of them is stopped.
CREATE INDEX identities_with_mandate_roles ON identities (id) WHERE mandate_roles <> '[]';
