package dev.mandate.identity.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the signing keys need. */
@ConfigMapping(prefix = "mandate")
public interface KeyConfig {
    /**
     * Seals private signing keys and other secrets that are kept in the database: at least 32 characters, random, the same on every
     * replica. No default: this or {@link #keyEncryptionFile}.
     */
    Optional<String> keyEncryptionSecret();

    /** What these sealed opens too, and is sealed anew. To change the secret, the new one stands here at every replica first. */
    Optional<List<String>> otherKeyEncryptionSecrets();

    /** In place of both: one a line, of which the first seals. Read again while the service runs. */
    Optional<String> keyEncryptionFile();

    /** How long an access token is valid, and so how long a key is kept after it; a delegation's token never outlives that. */
    @WithDefault("PT5M")
    Duration accessTokenLifetime();

    /**
     * How long a sign-in lasts at most, from signing in on, whatever is done meanwhile; refresh tokens last no longer. As long an application
     * keeps the ID token of a sign-in, and so its key's public part is kept.
     */
    @WithDefault("PT12H")
    Duration signInLifetime();

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
