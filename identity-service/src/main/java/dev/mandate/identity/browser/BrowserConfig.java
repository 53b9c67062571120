package dev.mandate.identity.browser;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where people see this service. */
@ConfigMapping(prefix = "mandate")
public interface BrowserConfig {
    /** {@code iss} of every token, and base URL of the endpoints that programs use. */
    @WithDefault("http://127.0.0.1:8081")
    String issuer();

    /**
     * Base URL of the pages: sign-in, account, authorization endpoint. Passkeys belong to its host, so that it is a name and no address.
     * Without it the issuer.
     */
    Optional<String> browserUrl();

    /** How long a form can be sent after it was shown. */
    @WithDefault("PT1H")
    Duration formLifetime();
}
