-- Of two that V49 took over, the former one was made before the present one.
UPDATE client_secrets former
SET made_at = former.made_at - interval '1 millisecond'
FROM clients c
WHERE c.id = former.client_id
  AND former.use = 'TOKENS'
  AND former.secret_hash = c.previous_secret_hash
  AND former.made_at = c.created_at;

-- What counts no more here counts no more at replicas of before either, nor after a rollback to them. Goes with the columns that they read.
CREATE FUNCTION forget_former_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE clients
    SET previous_secret_hash = NULL, previous_secret_until = NULL
    WHERE id = OLD.client_id AND previous_secret_hash = OLD.secret_hash;
    UPDATE clients
    SET secret_hash = NULL,
        previous_secret_hash = CASE WHEN TG_OP = 'UPDATE' THEN NEW.secret_hash ELSE previous_secret_hash END,
        previous_secret_until = CASE WHEN TG_OP = 'UPDATE' THEN NEW.ends_at ELSE previous_secret_until END
    WHERE id = OLD.client_id AND secret_hash = OLD.secret_hash;
    RETURN NULL;
END $$;
CREATE TRIGGER client_secret_ended AFTER DELETE ON client_secrets
    FOR EACH ROW WHEN (OLD.use = 'TOKENS') EXECUTE FUNCTION forget_former_secret();
CREATE TRIGGER client_secret_shortened AFTER UPDATE ON client_secrets
    FOR EACH ROW WHEN (OLD.use = 'TOKENS' AND NEW.ends_at < OLD.ends_at) EXECUTE FUNCTION forget_former_secret();
