package dev.mandate.messaging.draining;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "mandate.drain")
interface DrainConfig {
    /** How long what is under way when this process is asked to end may still take. */
    @WithDefault("8s")
    Duration patience();
}
