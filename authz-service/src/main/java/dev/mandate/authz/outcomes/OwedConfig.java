package dev.mandate.authz.outcomes;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How allowed calls are remembered of which nobody has told yet what became of them. */
@ConfigMapping(prefix = "mandate.outcomes")
public interface OwedConfig {
    /** How much of them is kept in memory, about; what finds no room is looked for on the topic. */
    @WithDefault("32M")
    MemorySize owed();
}
