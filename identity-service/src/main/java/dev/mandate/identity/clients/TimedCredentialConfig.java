package dev.mandate.identity.clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of credentials that end. */
@ConfigMapping(prefix = "mandate")
interface TimedCredentialConfig {
    /** How far ahead the end of a client's or an agent's secret may be at most, and is where none is asked for. */
    @WithDefault("P180D")
    Duration clientSecretMaxLifetime();

    /** The same of a workload's secret. */
    @WithDefault("P90D")
    Duration workloadSecretMaxLifetime();

    /** The same of a token by which an identity provider asks {@code /scim/v2}. */
    @WithDefault("P180D")
    Duration scimTokenMaxLifetime();

    /** How long before its end it is told that such a secret or token ends. */
    @WithDefault("P14D")
    Duration endingCredentialNotice();
}
