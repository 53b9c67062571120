-- Which record an event was taken from; null for what a version took that didn't keep it. That very record is no other event, whatever
-- a later version reads in it: replicas of two versions are given the same ones while one takes over from the other.
ALTER TABLE inbox ADD COLUMN origin bigint;
