package dev.mandate.identity.assertions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How keys are fetched that clients, agents and workloads publish. */
@ConfigMapping(prefix = "mandate.client-keys")
interface ClientKeyConfig {
    /** How long keys are kept where their publisher doesn't say; he can say from a minute to a day. */
    @WithDefault("PT1H")
    Duration keysKept();

    /** For how long keys that can't be fetched anew still count. */
    @WithDefault("P1D")
    Duration keysOutlive();

    /** Hosts that may be on a private network, separated by commas; any other must be on the Internet. */
    Optional<Set<String>> privateHosts();

    /** For tests: keys may lie on this machine. */
    @WithDefault("false")
    boolean onLoopback();
}
