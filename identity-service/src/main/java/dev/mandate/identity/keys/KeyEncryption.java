package dev.mandate.identity.keys;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** The secrets by which stored ones are sealed now. Those of a file may change while the service runs. */
@ApplicationScoped
public class KeyEncryption {
    private static final Logger LOG = Logger.getLogger(KeyEncryption.class);

    private final KeyConfig config;
    private EncryptionSecrets configured;
    private volatile Sealing sealing;

    KeyEncryption(KeyConfig config) {
        this.config = config;
        this.configured = EncryptionSecrets.of(config);
        this.sealing = new Sealing(configured);
    }

    /** In order: the first is for what is made now. */
    public EncryptionSecrets secrets() {
        return sealing.secrets();
    }

    Sealing sealing() {
        return sealing;
    }

    /** Reads the file again. What can't be read changes nothing; what isn't named any more still opens, until {@link #settle}. */
    synchronized Sealing reload() {
        if (config.keyEncryptionFile().isEmpty()) return sealing;
        try {
            var read = EncryptionSecrets.of(config);
            if (!read.equals(configured)) {
                sealing = new Sealing(read.before(sealing.secrets()));
                configured = read;
                LOG.infof("mandate.key-encryption-file has other secrets: the first of %s seals from now on", read);
            }
        } catch (IllegalArgumentException e) {
            LOG.errorf("The key-encryption secrets stay as they were: %s", e.getMessage());
        }
        return sealing;
    }

    /** Nothing is sealed any more by what isn't named any more. */
    synchronized void settle() {
        if (sealing.secrets().equals(configured)) return;
        sealing = new Sealing(configured);
        LOG.info("What was sealed by key-encryption secrets that aren't named any more is sealed by the first one");
    }
}
