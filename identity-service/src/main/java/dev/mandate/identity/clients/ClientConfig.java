package dev.mandate.identity.clients;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The clients that the operator's configuration makes. */
@ConfigMapping(prefix = "mandate")
interface ClientConfig {
    /**
     * Secret of the client {@code admin}, which has every scope: at least 32 characters, random. Each start makes it the
     * valid one. Without it no such client is made, and one that exists stays as it is.
     */
    Optional<String> bootstrapAdminSecret();

    /** The application by which people act on pages. */
    Console console();

    /** Both or none: without them no such client is made, and one that exists stays as it is. */
    interface Console {
        /** Where people see it, such as {@code https://mandate.example.com}; its sign-ins come back to {@code /signed-in} there. */
        Optional<String> url();

        /** Secret of the client {@code console}: at least 32 characters, random. Each start makes it the valid one. */
        Optional<String> clientSecret();
    }
}
