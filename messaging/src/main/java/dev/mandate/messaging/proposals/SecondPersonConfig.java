package dev.mandate.messaging.proposals;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When one is enough, and how long the others have time. */
@ConfigMapping(prefix = "mandate.second-person")
public interface SecondPersonConfig {
    /**
     * For how long after the service's first start the first client makes changes with a far reach alone. Longer than since then
     * opens it again, for an operator who has lost everybody who could approve; zero never does.
     */
    @WithDefault("1h")
    Duration firstHour();

    /** Id of the first client. */
    @WithDefault("admin")
    String firstClient();

    /** After so long a proposal that nobody approved ends. */
    @WithDefault("3d")
    Duration proposalsEnd();
}
