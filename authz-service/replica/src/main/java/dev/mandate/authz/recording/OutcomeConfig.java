package dev.mandate.authz.recording;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How it is told what became of calls. */
@ConfigMapping(prefix = "mandate.outcomes")
public interface OutcomeConfig {
    /** How long an answer waits for the acknowledgement of what is told of its call, at most 1 minute; it is told later all the same. */
    @WithDefault("2s")
    Duration timeout();
}
