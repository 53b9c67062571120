package dev.mandate.messaging.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long events are remembered. */
@ConfigMapping(prefix = "mandate.inbox")
interface InboxConfig {
    /** Longer than the topics keep facts (30 days): an event that is forgotten would have its effect again. */
    @WithDefault("45d")
    Duration retention();
}
