package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to a model. All of it is passed on as it was written but what has to be another at the provider: the model's name, and the wish to be told
 * of usage.
 *
 * @param bytes that it had
 * @param streams the answer comes in pieces
 * @param usageAsked the caller wants to be told of usage in a stream
 * @param encloses images, files or the like, of which it can't be known before how many tokens they take
 * @param mostOutput tokens that the model may write in one answer; null where the request doesn't say
 * @param answers that are asked for together
 * @param reaching members and kinds of tools, and of what is in its prompt, by which it reaches beyond the model
 * @param unknown members and kinds of which it isn't known here what they do
 */
record ModelRequest(
        Endpoint endpoint,
        String text,
        int bytes,
        String model,
        Place modelAt,
        boolean streams,
        boolean usageAsked,
        @Nullable Place streamOptionsAt,
        boolean encloses,
        @Nullable Long mostOutput,
        long answers,
        List<String> reaching,
        List<String> unknown) {
    private static final String USAGE = "\"stream_options\":{\"include_usage\":true},";

    /** With the input no more than can be told of a use. */
    private static final long MOST_OUTPUT = TokenUsage.MOST / 2;

    /** Where a value is in the text. */
    record Place(int from, int to) {}

    /** The provider has to be asked for what the caller doesn't want to see. */
    boolean asksForUsage() {
        return endpoint == Endpoint.CHAT_COMPLETIONS && streams && !usageAsked;
    }

    /**
     * No token of a text is shorter than a byte.
     *
     * @param otherwise tokens that the model reads at most, whatever the request has
     */
    long mostInput(long otherwise) {
        return encloses ? Math.max(bytes, otherwise) : bytes;
    }

    /** @param otherwise tokens of one answer where the request doesn't say */
    long mostOutput(long otherwise) {
        return Math.min(MOST_OUTPUT, (mostOutput == null ? otherwise : mostOutput) * answers);
    }

    /** As the provider gets it. */
    byte[] to(String upstream) {
        var sent = new StringBuilder(text.length() + 128).append(text);
        var options = streamOptionsAt;
        var model = written(ServerJson.object().textNode(upstream));
        if (!asksForUsage()) replace(sent, modelAt, model);
        else if (options == null) {
            replace(sent, modelAt, model);
            sent.insert(sent.indexOf("{") + 1, USAGE);
        } else if (modelAt.from() < options.from()) { // the later one first, so that the other stays where it is
            replace(sent, options, options(options));
            replace(sent, modelAt, model);
        } else {
            replace(sent, modelAt, model);
            replace(sent, options, options(options));
        }
        return sent.toString().getBytes(UTF_8);
    }

    private static void replace(StringBuilder sent, Place what, String with) {
        sent.replace(what.from(), what.to(), with);
    }

    private String options(Place at) {
        try {
            var options = ServerJson.read(text.substring(at.from(), at.to()).getBytes(UTF_8));
            return written(options.put("include_usage", true));
        } catch (IOException e) {
            throw new IllegalStateException("it was an object when it was read", e);
        }
    }

    private static String written(JsonNode node) {
        return new String(ServerJson.write(node), UTF_8);
    }
}
