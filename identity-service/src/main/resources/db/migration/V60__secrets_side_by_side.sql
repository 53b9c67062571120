-- While replicas of two versions run, a secret that one of them makes counts at all of them: those from before V49 have secrets with the
-- client, those since in rows of their own. What a trigger writes fires none of these, so that it isn't written back. Goes with V53's.
CREATE FUNCTION take_over_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM client_secrets
    WHERE client_id = NEW.id AND use = 'TOKENS' AND secret_hash <> NEW.secret_hash
      AND secret_hash IS DISTINCT FROM NEW.previous_secret_hash;
    UPDATE client_secrets SET ends_at = NEW.previous_secret_until
    WHERE client_id = NEW.id AND use = 'TOKENS' AND secret_hash = NEW.previous_secret_hash AND ends_at > NEW.previous_secret_until;
    INSERT INTO client_secrets (id, client_id, use, secret_hash, made_at, ends_at)
    SELECT 'sec_' || replace(gen_random_uuid()::text, '-', ''), NEW.id, 'TOKENS', NEW.secret_hash, now(), now() + interval '180 days'
    WHERE NOT EXISTS (SELECT FROM client_secrets WHERE client_id = NEW.id AND use = 'TOKENS' AND secret_hash = NEW.secret_hash);
    RETURN NULL;
END $$;
CREATE TRIGGER client_registered_before AFTER INSERT ON clients
    FOR EACH ROW WHEN (NEW.secret_hash IS NOT NULL AND pg_trigger_depth() = 0) EXECUTE FUNCTION take_over_secret();
CREATE TRIGGER client_secret_changed_before AFTER UPDATE ON clients
    FOR EACH ROW WHEN (NEW.secret_hash IS NOT NULL AND NEW.secret_hash IS DISTINCT FROM OLD.secret_hash AND pg_trigger_depth() = 0)
    EXECUTE FUNCTION take_over_secret();

-- Workloads' secrets were rows before, too. One that is to end has left the place of the present one already, for that of the former.
CREATE FUNCTION give_back_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE clients
    SET previous_secret_hash = coalesce(secret_hash, previous_secret_hash),
        previous_secret_until = (SELECT max(ends_at) FROM client_secrets one
            WHERE one.client_id = clients.id AND one.use = 'TOKENS'
              AND one.secret_hash = coalesce(clients.secret_hash, clients.previous_secret_hash)),
        secret_hash = NEW.secret_hash
    WHERE id = NEW.client_id AND secret_hash IS DISTINCT FROM NEW.secret_hash;
    RETURN NULL;
END $$;
CREATE TRIGGER client_secret_made AFTER INSERT ON client_secrets
    FOR EACH ROW WHEN (NEW.use = 'TOKENS' AND NEW.client_id NOT LIKE 'wkl\_%' AND pg_trigger_depth() = 0)
    EXECUTE FUNCTION give_back_secret();

DROP TRIGGER client_secret_ended ON client_secrets;
DROP TRIGGER client_secret_shortened ON client_secrets;
CREATE TRIGGER client_secret_ended AFTER DELETE ON client_secrets
    FOR EACH ROW WHEN (OLD.use = 'TOKENS' AND pg_trigger_depth() = 0) EXECUTE FUNCTION forget_former_secret();
CREATE TRIGGER client_secret_shortened AFTER UPDATE ON client_secrets
    FOR EACH ROW WHEN (OLD.use = 'TOKENS' AND NEW.ends_at < OLD.ends_at AND pg_trigger_depth() = 0)
    EXECUTE FUNCTION forget_former_secret();
