package dev.mandate.identity.signals;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as its receiver sees it, SSF 1.0 section 8.1.1.
 *
 * @param eventsDelivered those of the requested that there are
 * @param algorithm what signals are signed with; a member of our own
 * @param verificationInterval seconds between two verifications, at least
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StreamView(
        @JsonProperty("stream_id") String stream,
        String iss,
        String aud,
        @JsonProperty("events_supported") List<String> eventsSupported,
        @JsonProperty("events_requested") List<String> eventsRequested,
        @JsonProperty("events_delivered") List<String> eventsDelivered,
        Delivery delivery,
        @Nullable String description,
        @JsonProperty("signing_alg") String algorithm,
        @JsonProperty("min_verification_interval") long verificationInterval) {
    /** @param endpoint where it is pushed, or polled; what header the receiver wants isn't shown again */
    record Delivery(
            String method, @JsonProperty("endpoint_url") String endpoint) {}

    static StreamView of(StreamRow row, String issuer) {
        return new StreamView(
                row.id,
                issuer,
                row.clientId,
                SignalType.uris(),
                row.eventsRequested(),
                row.events(),
                new Delivery(
                        row.method.urn,
                        row.endpoint == null ? issuer + SsfMetadataResource.POLL + row.id : row.endpoint),
                row.description,
                row.algorithm.text(),
                Streams.BETWEEN_VERIFICATIONS.toSeconds());
    }
}
