package dev.mandate.identity.assertions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How assertions of clients and sign-in issuers are judged. */
@ConfigMapping(prefix = "mandate")
public interface AssertionConfig {
    /** {@code iss} of every access token and base URL of the endpoints. */
    @WithDefault("http://127.0.0.1:8081")
    String issuer();

    /** How far ahead an assertion's end may be at most; an assertion is remembered that long against replay. */
    @WithDefault("PT1H")
    Duration assertionMaxLifetime();

    /** By how much the clocks of others may differ from ours. */
    @WithDefault("PT30S")
    Duration clockSkew();
}
