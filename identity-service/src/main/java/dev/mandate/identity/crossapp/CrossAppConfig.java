package dev.mandate.identity.crossapp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** What assertions for authorization servers elsewhere are. */
@ConfigMapping(prefix = "mandate")
interface CrossAppConfig {
    /** {@code iss} of them. */
    @WithDefault("http://127.0.0.1:8081")
    String issuer();

    /** How long one lasts, at most two minutes. What it is exchanged for elsewhere lasts as long as is usual there. */
    @WithName("id-jag-lifetime")
    @WithDefault("PT2M")
    Duration lifetime();
}
