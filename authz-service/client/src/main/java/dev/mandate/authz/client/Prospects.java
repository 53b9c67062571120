package dev.mandate.authz.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agents could do in a person's tasks, before there is a call. Nothing may be done on the strength of it.
 *
 * @param tools each that was asked about, and no other
 * @param failure why nothing was found out, so that each is unknown; null for an answer
 */
public record Prospects(
        Map<String, Prospect> tools, @Nullable Failure failure) {
    /**
     * Of one tool.
     *
     * @param explanation why each call is refused or asked about, for the person; empty otherwise
     */
    public record Prospect(Kind kind, String explanation) {
        static final Prospect UNKNOWN = new Prospect(Kind.UNKNOWN, "");
    }

    public enum Kind {
        /** It is decided with each call. */
        OPEN,
        /** Each call waits for somebody's yes. */
        ASKED,
        /** No call is allowed. */
        REFUSED,
        /** It can't be told. */
        UNKNOWN
    }

    public Prospects {
        tools = Map.copyOf(tools);
    }

    static Prospects none(Collection<String> asked, Failure failure) {
        return new Prospects(unknown(asked), failure);
    }

    /** What wasn't asked about, is said in a way that isn't known here, or is said twice, isn't taken. */
    static Prospects of(JsonNode body, Collection<String> asked, String requestId) {
        var answers = body.path("tools");
        if (!answers.isArray())
            return none(asked, new Failure(Failure.Kind.UNREADABLE, 200, "the answer names no tools", requestId));
        var told = new HashMap<String, Prospect>();
        for (var answer : answers) {
            var prospect = new Prospect(
                    kind(answer.path("prospect").asText("")),
                    answer.path("explanation").asText(""));
            told.merge(answer.path("tool").asText(""), prospect, (one, other) -> Prospect.UNKNOWN);
        }
        var tools = unknown(asked);
        tools.replaceAll((tool, unknown) -> told.getOrDefault(tool, unknown));
        return new Prospects(tools, null);
    }

    private static Map<String, Prospect> unknown(Collection<String> asked) {
        var tools = new HashMap<String, Prospect>();
        for (var tool : asked) tools.put(tool, Prospect.UNKNOWN);
        return tools;
    }

    private static Kind kind(String name) {
        for (var kind : Kind.values()) if (kind.name().toLowerCase(Locale.ROOT).equals(name)) return kind;
        return Kind.UNKNOWN;
    }
}
