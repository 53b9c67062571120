package dev.mandate.authz.decisions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How decisions are made and recorded. */
@ConfigMapping(prefix = "mandate.decisions")
public interface DecisionConfig {
    /** An allow whose record the broker has not acknowledged by then becomes a deny. */
    @WithDefault("2s")
    Duration ackTimeout();

    /** How old the oldest stream may be for an allow. */
    @WithDefault("30s")
    Duration freshnessBound();

    /** Records that may wait to be sent. Beyond it an allow becomes a deny, and a denial goes unrecorded and is counted. */
    @WithDefault("20000")
    int logQueue();

    /** How long the producer waits for company before it sends a batch. */
    @WithDefault("1ms")
    Duration linger();
}
