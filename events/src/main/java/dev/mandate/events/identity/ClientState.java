package dev.mandate.events.identity;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State on {@code identity.clients.v1}, keyed by {@link #client()}: who gets tokens, or vouches for those who get them, and whether
 * the tokens still count. No secret, and no key, is ever here.
 *
 * @param client client id, for an agent its identity id; for an issuer its URL, as in {@code iss} of its assertions
 * @param name for people; of an issuer its URL
 * @param statusReason why it was stopped; null while it isn't
 * @param tokensVoidBefore tokens that the client got, or that people got by this issuer's assertions, before this instant are void
 */
public record ClientState(
        String client,
        long revision,
        boolean deleted,
        Kind kind,
        String name,
        Status status,
        @Nullable String statusReason,
        @Nullable Instant tokensVoidBefore)
        implements StateRecord {
    public static final EventFamily<ClientState> FAMILY = new EventFamily<>(
            TopicCatalogue.IDENTITY_CLIENTS, Map.of("identity.client.v1", ClientState.class), ClientState::client);

    public enum Kind {
        /** A service, a gateway, an operator's tool. */
        CLIENT,
        AGENT,
        /** Its assertions sign people in. */
        ISSUER
    }

    public enum Status {
        ACTIVE,
        /** By hand, until somebody resumes it by hand. */
        STOPPED
    }

    public ClientState {
        Objects.requireNonNull(client, "client is missing");
        if (revision < 1) throw new IllegalArgumentException("revision starts at 1");
        Objects.requireNonNull(kind, "kind is missing");
        Objects.requireNonNull(name, "name is missing");
        Objects.requireNonNull(status, "status is missing");
    }

    /** Whether a token that was issued then doesn't count any more. */
    public boolean voids(Instant issuedAt) {
        return status == Status.STOPPED || tokensVoidBefore != null && issuedAt.isBefore(tokensVoidBefore);
    }
}
