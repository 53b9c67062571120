package dev.mandate.identity.policies;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where pages learn what policies permit. */
@ConfigMapping(prefix = "mandate.authz")
interface PolicyConfig {
    /** Base URLs of authz-service's replicas; without any, pages say that policies aren't known. */
    Optional<List<URI>> urls();

    /** How long a page waits for them, of whatever is asked; at most a second. */
    @WithDefault("PT0.4S")
    Duration patience();
}
