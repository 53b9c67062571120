-- Replicas of before V24 make keys while others already run, and name no algorithm: theirs is this.
ALTER TABLE signing_keys ALTER COLUMN algorithm SET DEFAULT 'ES256';
