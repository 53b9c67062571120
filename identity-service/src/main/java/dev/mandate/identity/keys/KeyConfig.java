package dev.mandate.identity.keys;

import io.smallrye.config.ConfigMapping;

/** What the signing keys need. */
@ConfigMapping(prefix = "mandate")
interface KeyConfig {
    /**
     * Seals the private signing keys in the database: at least 32 characters, random, the same on every replica and for as
     * long as the database lives. No default.
     */
    String keyEncryptionSecret();
}
