package dev.mandate.events.authz;

import java.util.Objects;

/**
 * From where somebody asks, as his access token shows and nobody claims.
 *
 * @param client the registered client that got the token; of an agent with a token of its own, itself
 * @param bound whoever shows the token must prove a key (RFC 9449), so that it is that client that has it
 */
public record Established(String client, boolean bound) {
    public Established {
        Objects.requireNonNull(client, "client is missing");
    }
}
