package dev.mandate.identity.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the signing keys need. */
@ConfigMapping(prefix = "mandate")
public interface KeyConfig {
    /**
     * Seals the private signing keys in the database: at least 32 characters, random, the same on every replica and for as
     * long as the database lives. No default.
     */
    String keyEncryptionSecret();

    /** How long an access token is valid, and so how long a key is kept after it; a delegation's token never outlives that. */
    @WithDefault("PT5M")
    Duration accessTokenLifetime();

    /** How long a key signs. */
    @WithDefault("P30D")
    Duration keyRotationPeriod();

    /**
     * How long before it signs a key is published: longer than any service works with stale keys and than others cache the
     * JWK set. At least a minute, and less than the period.
     */
    @WithDefault("PT1H")
    Duration keyPublicationLead();
}
