-- By which an application that registered itself reads, changes and ends its registration (RFC 7592), and what it wants to be once people agree.
ALTER TABLE registrations
    ADD COLUMN token_hash bytea, -- null where it has none: those of before, and those that ended
    ADD COLUMN pending text, -- as JSON
    ADD COLUMN pending_at timestamptz;
