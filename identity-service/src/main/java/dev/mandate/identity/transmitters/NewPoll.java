package dev.mandate.identity.transmitters;

import dev.mandate.identity.http.Field;
import dev.mandate.identity.outgoing.OutgoingHttp;
import org.jspecify.annotations.Nullable;

/**
 * Where a transmitter is asked for its signals that doesn't push them (RFC 8936).
 *
 * @param url its endpoint, {@code endpoint_url} of the stream there
 * @param authorization what is sent as {@code Authorization}, kept sealed; or
 * @param client by which we get a token there
 */
public record NewPoll(
        @Nullable String url,
        @Nullable String authorization,
        @Nullable NewClient client) {
    private static final int LONGEST = 500;
    private static final int LONGEST_SECRET = 2000;

    /**
     * What we are at the authorization server that stands before it (RFC 6749 section 4.4).
     *
     * @param tokenUrl its token endpoint
     * @param id {@code client_id}
     * @param secret shown by {@code client_secret_basic}; kept sealed
     * @param scope separated by spaces; may be left out
     */
    public record NewClient(
            @Nullable String tokenUrl,
            @Nullable String id,
            @Nullable String secret,
            @Nullable String scope) {
        @Override
        public String toString() {
            return "the client " + id;
        }
    }

    PollAccess access(boolean onLoopback) {
        if ((authorization == null) == (client == null))
            throw Field.at("/poll/authorization").problem("Give either authorization or client");
        var asked = address("/poll/url", url, onLoopback);
        return client == null
                ? new PollAccess(asked, visible("/poll/authorization", authorization), null)
                : new PollAccess(
                        asked,
                        null,
                        new PollAccess.OurClient(
                                address("/poll/client/tokenUrl", client.tokenUrl(), onLoopback),
                                visible("/poll/client/id", client.id()),
                                visible("/poll/client/secret", client.secret()),
                                client.scope() == null ? null : visible("/poll/client/scope", client.scope())));
    }

    private static String address(String pointer, @Nullable String url, boolean onLoopback) {
        var field = Field.at(pointer);
        return field.parsed(field.line(url, LONGEST), it -> OutgoingHttp.check(it, onLoopback));
    }

    private static String visible(String pointer, @Nullable String text) {
        return Field.at(pointer).visible(text, LONGEST_SECRET);
    }

    @Override
    public String toString() {
        return "a poll at " + url;
    }
}
