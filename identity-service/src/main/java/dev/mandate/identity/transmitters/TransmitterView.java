package dev.mandate.identity.transmitters;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transmitter as administrators see it.
 *
 * @param audience what {@code aud} of its signals must hold
 * @param keys where its keys are fetched, or the thumbprints (RFC 7638) of those that are registered
 * @param events names of those that it may send
 * @param domains of the addresses of people of whom it may speak
 * @param poll how it is asked for its signals; absent for one that pushes them
 * @param stoppedReason why it isn't heard; absent while it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransmitterView(
        String issuer,
        String audience,
        List<String> keys,
        List<String> events,
        List<String> domains,
        @Nullable Poll poll,
        @Nullable String stoppedReason,
        long revision) {
    /**
     * @param answeredAt when it was last asked and all that it gave was heard; absent where that hasn't been yet
     * @param problem why it hasn't been since: it doesn't answer as it should, or one of its signals can't be taken; absent while all is heard
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Poll(
            String url,
            @Nullable Instant answeredAt,
            @Nullable String problem) {}

    /** @param poll null for one that pushes */
    static TransmitterView of(TransmitterRow row, @Nullable PollRow poll) {
        return new TransmitterView(
                row.issuer,
                row.audience,
                row.keys(),
                row.events(),
                row.domains(),
                poll == null ? null : new Poll(poll.url, poll.askedAt, poll.problem),
                row.stoppedReason,
                row.revision);
    }
}
