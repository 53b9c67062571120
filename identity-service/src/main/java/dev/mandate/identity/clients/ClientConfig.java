package dev.mandate.identity.clients;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The first client. */
@ConfigMapping(prefix = "mandate")
interface ClientConfig {
    /**
     * Secret of the client {@code admin}, which has every scope: at least 32 characters, random. Each start makes it the
     * valid one. Without it no such client is made, and one that exists stays as it is.
     */
    Optional<String> bootstrapAdminSecret();
}
