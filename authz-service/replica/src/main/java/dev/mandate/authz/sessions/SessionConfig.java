package dev.mandate.authz.sessions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What replicas remember of sessions. */
@ConfigMapping(prefix = "mandate.sessions")
public interface SessionConfig {
    /**
     * From how long ago a replica that starts reads what sessions were allowed. A task that began before is denied by it, so it
     * is longer than a delegation lives at most ({@code mandate.delegation-max-lifetime} of identity-service).
     */
    @WithDefault("25h")
    Duration lookBack();

    /**
     * How long what an agent did counts for it and for whom it acted, whichever task it was ({@code context.recent}), 1 minute to 24
     * hours; an eighth more at most.
     */
    @WithDefault("4h")
    Duration recent();

    /**
     * How long after an allow its call may be made, 1 second to 30 minutes. A call that is reported as made later was not allowed: it
     * raises a finding and completes nothing.
     */
    @WithDefault("5m")
    Duration permit();

    /** Sessions that are held at once, at about 700 bytes and 170 a call. Beyond them the person with most makes room by his oldest, which are then denied. */
    @WithDefault("250000")
    int most();
}
