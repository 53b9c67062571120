-- A logout that an application can't do now holds up no other.
ALTER TABLE signal_pending ADD COLUMN put_off_until timestamptz;
