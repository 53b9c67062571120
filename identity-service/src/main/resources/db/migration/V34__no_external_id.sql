-- No workload was taken over from another system.
DROP INDEX identities_by_external_id;
ALTER TABLE identities DROP COLUMN external_id;
