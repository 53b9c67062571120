-- Whoever looks at a session is told what left without a record meanwhile, however long the trail is.
CREATE INDEX ON trail_entry (occurred_at) WHERE type = 'authz.decision.gap.v1';
