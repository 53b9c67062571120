package dev.mandate.identity.transmitters;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transmitter as administrators see it.
 *
 * @param audience what {@code aud} of its signals must hold
 * @param keys where its keys are fetched, or the thumbprints (RFC 7638) of those that are registered
 * @param events names of those that it may send
 * @param domains of the addresses of people of whom it may speak
 * @param stoppedReason why it isn't heard; absent while it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransmitterView(
        String issuer,
        String audience,
        List<String> keys,
        List<String> events,
        List<String> domains,
        @Nullable String stoppedReason,
        long revision) {
    static TransmitterView of(TransmitterRow row) {
        return new TransmitterView(
                row.issuer, row.audience, row.keys(), row.events(), row.domains(), row.stoppedReason, row.revision);
    }
}
