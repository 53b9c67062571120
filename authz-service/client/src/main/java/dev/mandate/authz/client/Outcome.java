package dev.mandate.authz.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an allowed call.
 *
 * @param answer what the tool answered, as a model reads it. The service looks for identifiers in it and doesn't keep it; null to tell nothing
 *     of it, so that the session counts as one that anything may have been written into
 * @param ago how long ago the call was begun
 */
public record Outcome(Status status, @Nullable String answer, Duration ago) {
    /** Of JSON, as much as a request of the service has room for. */
    private static final int MOST_BYTES = 120 * 1024;

    /** How it went. */
    public enum Status {
        SUCCEEDED,
        FAILED,
        /** It was not made after all. */
        BLOCKED
    }

    /** Of a call of which whoever tells it knows when it began. */
    public static Outcome of(Status status, @Nullable String answer) {
        return new Outcome(status, answer, Duration.ZERO);
    }

    Outcome begun(Duration before) {
        return new Outcome(status, answer, before);
    }

    Map<String, Object> json() {
        var json = new HashMap<String, Object>();
        json.put("status", status.name().toLowerCase(Locale.ROOT));
        json.put("startedMillisAgo", Math.max(0, ago.toMillis()));
        if (answer == null) return json;
        var told = new String(beginning(answer).getBytes(UTF_8), UTF_8); // half of a pair of surrogates is no JSON
        json.put("answer", told);
        if (told.length() < answer.length()) json.put("size", answer.length());
        return json;
    }

    private static String beginning(String text) {
        var bytes = 0;
        for (var at = 0; at < text.length(); at++) {
            var one = text.charAt(at);
            bytes += one < ' ' ? 6 : one == '"' || one == '\\' ? 2 : one < 0x80 ? 1 : one < 0x800 ? 2 : 3;
            if (bytes > MOST_BYTES) return text.substring(0, Character.isLowSurrogate(one) ? at - 1 : at);
        }
        return text;
    }
}
