package dev.mandate.identity.clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long clients act that nobody answers for. */
@ConfigMapping(prefix = "mandate")
interface OwnerlessConfig {
    /** Of one that a machine registers and names no owner for: from then on. Zero so that it has to name one. */
    @WithDefault("P30D")
    Duration ownerlessClientMaxLifetime();

    /** Of those from before clients had owners: first instant at which they get no token. Without it they go on. */
    Optional<Instant> formerClientsNeedOwnersFrom();
}
