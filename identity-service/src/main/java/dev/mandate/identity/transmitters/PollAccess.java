package dev.mandate.identity.transmitters;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Where a transmitter is asked for its signals, and by what we show there that we may. Kept sealed as a whole, so that it is shown nowhere else by whoever
 * writes into the row; shown to nobody.
 *
 * @param authorization what is sent as {@code Authorization}; null where we get a token
 * @param client by which we do; null where we needn't
 */
record PollAccess(
        String url,
        @Nullable String authorization,
        @Nullable OurClient client) {
    /** @param scope null for what the client has anyway */
    record OurClient(
            String tokenUrl,
            String id,
            String secret,
            @Nullable String scope) {
        @Override
        public String toString() {
            return "the client " + id;
        }
    }

    byte[] json() {
        try {
            return EventJson.mapper().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static PollAccess read(byte[] json) {
        try {
            return EventJson.mapper().readValue(json, PollAccess.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "an access";
    }
}
