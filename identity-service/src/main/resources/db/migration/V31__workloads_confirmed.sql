-- Whoever registers a workload says what it is; policies go by it once an administrator has confirmed it.
ALTER TABLE identities ADD COLUMN confirmed boolean NOT NULL DEFAULT false; -- of a workload alone
