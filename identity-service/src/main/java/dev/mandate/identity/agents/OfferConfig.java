package dev.mandate.identity.agents;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of offers to answer for an agent. */
@ConfigMapping(prefix = "mandate")
interface OfferConfig {
    /** How long an offer can be accepted, and how far ahead the end that is asked for may be at most. */
    @WithDefault("P14D")
    Duration offerMaxLifetime();
}
