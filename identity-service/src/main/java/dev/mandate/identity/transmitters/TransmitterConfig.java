package dev.mandate.identity.transmitters;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How signals of others are heard. */
@ConfigMapping(prefix = "mandate.transmitters")
interface TransmitterConfig {
    /** How long a device counts as compliant that was told to be; management tells of changes alone. */
    @WithDefault("P30D")
    Duration compliantFor();

    /** How long one counts as not compliant, unless it is told otherwise. */
    @WithDefault("P365D")
    Duration faultyFor();

    /** How often one that doesn't push is asked; after a failure twice as long each time, up to five minutes. */
    @WithDefault("PT5S")
    Duration pollEvery();

    /** Hosts of their keys, of their polls and of tokens for these that may be on a private network, separated by commas; any other must be on the Internet. */
    Optional<Set<String>> privateHosts();

    /** Whether keys of transmitters may lie, and they may be asked, on this machine, for development and tests. */
    @WithDefault("false")
    boolean onLoopback();
}
