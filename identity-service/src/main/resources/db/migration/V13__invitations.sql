-- Two people wanted it, so that it counts also while the person holds a role of Mandate itself.
ALTER TABLE invitations ADD COLUMN agreed boolean NOT NULL DEFAULT false;
