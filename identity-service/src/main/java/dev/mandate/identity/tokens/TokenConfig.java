package dev.mandate.identity.tokens;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What access tokens are. */
@ConfigMapping(prefix = "mandate")
interface TokenConfig {
    /** {@code iss} of every access token and base URL of the endpoints. */
    @WithDefault("http://127.0.0.1:8081")
    String issuer();
}
