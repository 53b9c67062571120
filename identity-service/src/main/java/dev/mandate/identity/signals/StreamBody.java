package dev.mandate.identity.signals;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as its receiver writes it. Members that the transmitter supplies are compared and never taken; others that aren't named here
 * change nothing (SSF 1.0 section 8.1.1).
 *
 * @param stream which one; not where it is made
 * @param eventsRequested at most 50 URIs; without them all that there are but {@code session-established}, which is for who names it
 * @param delivery without it polling
 * @param algorithm what signals are signed with: {@code RS256} (without it), {@code ES256} or {@code EdDSA}; a member of our own
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StreamBody(
        @JsonProperty("stream_id") @Nullable String stream,
        @Nullable String iss,

        @JsonProperty("events_requested") @Nullable List<String> eventsRequested,

        @Nullable Delivery delivery,
        @Nullable String description,
        @JsonProperty("signing_alg") @Nullable String algorithm) {
    /**
     * @param method {@code urn:ietf:rfc:8935} or {@code urn:ietf:rfc:8936}
     * @param endpoint where to push; not for polling
     * @param authorization what to send as {@code Authorization}; kept sealed and never shown
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Delivery(
            @Nullable String method,
            @JsonProperty("endpoint_url") @Nullable String endpoint,

            @JsonProperty("authorization_header") @Nullable String authorization) {}
}
