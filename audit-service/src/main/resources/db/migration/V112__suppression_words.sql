-- Who suppressed and why: updates that the risk job tells before it hears of a suppression are corrected from here.
ALTER TABLE suppression
    ADD COLUMN said_by text NOT NULL DEFAULT '',
    ADD COLUMN reason  text NOT NULL DEFAULT '';
