package dev.mandate.identity.transmitters;

import dev.mandate.identity.assertions.PublicKeys;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A transmitter as somebody wants it to be heard. Everything was checked.
 *
 * @param jwks its public keys as JSON; null where they are at {@code jwksUri}
 * @param events names of those that it may send
 * @param domains in lower case, of the addresses of people of whom it may speak
 * @param poll where it is asked; null for one that pushes
 */
record WantedTransmitter(
        String issuer,
        String audience,
        @Nullable String jwks,
        @Nullable String jwksUri,
        Set<String> events,
        Set<String> domains,
        @Nullable WantedPoll poll) {
    WantedTransmitter {
        events = new TreeSet<>(events);
        domains = new TreeSet<>(domains);
    }

    TransmitterRow row(Instant now) {
        var row = new TransmitterRow();
        row.issuer = issuer;
        row.createdAt = now;
        become(row);
        return row;
    }

    /** One that was stopped is heard again. */
    void become(TransmitterRow row) {
        row.audience = audience;
        row.jwks = jwks;
        row.jwksUri = jwksUri;
        row.events = String.join(" ", events);
        row.domains = String.join(" ", domains);
        row.stoppedReason = null;
    }

    /** It needs nobody to agree. What shows that we may ask is sealed anew each time, so that two of the same look different. */
    boolean is(TransmitterRow row, boolean polled) {
        return poll == null
                && !polled
                && row.stoppedReason == null
                && row.audience.equals(audience)
                && Objects.equals(row.jwks, jwks)
                && Objects.equals(row.jwksUri, jwksUri)
                && row.events().equals(List.copyOf(events))
                && row.domains().equals(List.copyOf(domains));
    }

    /** How its keys are known, for people: where they are fetched, or their thumbprints (RFC 7638). */
    List<String> keys() {
        return PublicKeys.named(jwks, jwksUri);
    }
}
