package dev.mandate.authz.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 * @param whole the same answer as it is, from whose top its tool's owner names fields: texts, numbers, dates and the like, in lists, arrays, maps,
 *     records and JSON. It is told beside the text where the service asks for it; null to tell the text alone
 * @param ago how long ago the call was begun
 */
public record Outcome(
        Status status, @Nullable String answer, @Nullable Object whole, Duration ago) {
    private static final ObjectMapper JSON = new ObjectMapper();

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
        return new Outcome(status, answer, null, Duration.ZERO);
    }

    /** The same of an answer in which its tool's owner may trust fields. */
    public Outcome with(@Nullable Object itself) {
        return new Outcome(status, answer, itself, ago);
    }

    Outcome begun(Duration before) {
        return new Outcome(status, answer, whole, before);
    }

    /** @param document the service asks for one; what has no room beside the text, or can't be told so, isn't told as one */
    Map<String, Object> json(boolean document) {
        var json = new HashMap<String, Object>();
        json.put("status", status.name().toLowerCase(Locale.ROOT));
        json.put("startedMillisAgo", Math.max(0, ago.toMillis()));
        if (answer == null) return json;
        var told = new String(beginning(answer).getBytes(UTF_8), UTF_8); // half of a pair of surrogates is no JSON
        json.put("answer", told);
        if (told.length() < answer.length()) json.put("size", answer.length());
        var asked = document ? document(whole) : null;
        if (asked != null && fit(told, asked)) json.put("document", asked);
        return json;
    }

    /** As a {@link Guard} tells answers: every text of one; null where it has anything else in it than {@code whole} may have. */
    public static @Nullable String text(@Nullable Object answer) {
        return AnswerText.of(answer);
    }

    /** As a text: what the service doesn't read of it, such as too many levels, is no reason for it to refuse the report. */
    private static @Nullable String document(@Nullable Object whole) {
        var document = AnswerDocument.of(whole, MOST_BYTES);
        try {
            if (document == null || document.isTextual()) return document == null ? null : document.textValue();
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static boolean fit(String answer, String document) {
        try {
            return UTF_8.newEncoder().canEncode(document)
                    && JSON.writeValueAsBytes(answer).length + JSON.writeValueAsBytes(document).length <= MOST_BYTES;
        } catch (JsonProcessingException e) {
            return false;
        }
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
