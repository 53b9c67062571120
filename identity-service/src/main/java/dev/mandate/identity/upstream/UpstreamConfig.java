package dev.mandate.identity.upstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How providers elsewhere are asked. */
@ConfigMapping(prefix = "mandate.federation")
interface UpstreamConfig {
    /** Whether a provider may be on this machine: for development and tests. */
    @WithDefault("false")
    boolean onLoopback();

    /** Hosts of providers that may be on a private network, separated by commas; any other host must be on the Internet. */
    Optional<Set<String>> privateHosts();

    /** For one answer of a provider. */
    @WithDefault("PT5S")
    Duration patience();

    /** For how long a provider's discovery document and keys are kept; unknown keys are looked for earlier. */
    @WithDefault("PT1H")
    Duration metadataLifetime();
}
