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
 * the tokens still count; and, for as long as tokens of it could last, what else tokens came of that has {@link #ended()}. No secret, and no key, is
 * ever here.
 *
 * @param client client id, for an agent its identity id; for an issuer its URL, as in {@code iss} of its assertions; for what has ended its id
 * @param name for people; of an issuer its URL
 * @param statusReason why it was stopped; null while it isn't
 * @param tokensVoidBefore tokens that the client got, or that people got by this issuer's assertions, before this instant are void
 * @param ended what it is, where it is no client and no issuer; null for those
 */
public record ClientState(
        String client,
        long revision,
        boolean deleted,
        Kind kind,
        String name,
        Status status,
        @Nullable String statusReason,
        @Nullable Instant tokensVoidBefore,
        @Nullable Ended ended)
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

    /** What tokens come of beside a client and an issuer. A record of it says that it has ended. */
    public enum Ended {
        /** {@code sid} of tokens. */
        SIGN_IN,
        /** {@code authorization_id}: what a person let an application have. */
        AUTHORIZATION,
        /** {@code jti}: a token by itself. */
        TOKEN
    }

    /** Of a client or an issuer. */
    public ClientState(
            String client,
            long revision,
            boolean deleted,
            Kind kind,
            String name,
            Status status,
            @Nullable String statusReason,
            @Nullable Instant tokensVoidBefore) {
        this(client, revision, deleted, kind, name, status, statusReason, tokensVoidBefore, null);
    }

    /** That this has ended. Whoever reads records and doesn't know of it yet takes it for a stopped client, of which there are no tokens. */
    public static ClientState ended(Ended what, String id) {
        return new ClientState(id, 1, false, Kind.CLIENT, id, Status.STOPPED, null, null, what);
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
