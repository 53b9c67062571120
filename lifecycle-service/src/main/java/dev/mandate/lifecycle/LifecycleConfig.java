package dev.mandate.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set of lifecycle-service itself. */
@ConfigMapping(prefix = "mandate.lifecycle")
public interface LifecycleConfig {
    /** How often it is looked whose time has come: an event that takes effect, a grant that ends, a birthright that changed. */
    @WithDefault("1s")
    Duration sweepEvery();
}
