package dev.mandate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.PlainJson;
import dev.mandate.events.cloudevents.PlainText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service refused a call; the message is its problem document in short. */
public final class ApiRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String SCOPE_MISSING = "urn:mandate:problem:scope-missing";
    private static final String UNDER_WAY = "urn:mandate:problem:under-way";

    /** How services say that a token is for others, since it has none of their scopes. */
    private static final String ANOTHER_AUDIENCE = "the audience is not ";

    private final int status;
    private final @Nullable String missingScope;
    private final boolean underWay;
    private final boolean forOthers;

    ApiRefused(int status, JsonNode body) {
        super(status + ": " + words(PlainJson.of(body)));
        this.status = status;
        this.underWay = isUnderWay(status, body);
        var title = body.path("title").asText();
        this.missingScope = body.path("type").asText().equals(SCOPE_MISSING)
                ? PlainText.shown(title.substring(title.lastIndexOf(' ') + 1))
                : null;
        this.forOthers = body.path("detail").asText().startsWith(ANOTHER_AUDIENCE);
    }

    /** The scope that the token lacks; empty where it was refused for something else. */
    public Optional<String> missingScope() {
        return Optional.ofNullable(missingScope);
    }

    /** The same is being made for the same key: it may be asked for again. */
    public boolean isUnderWay() {
        return underWay;
    }

    static boolean isUnderWay(int status, JsonNode body) {
        return status == 409 && body.path("type").asText().equals(UNDER_WAY);
    }

    /** Whether the token is for other services: it has no right at all at the one that was asked. */
    public boolean tokenIsForOthers() {
        return forOthers;
    }

    public int status() {
        return status;
    }

    /** What is wrong with which member, where the title doesn't say. */
    private static String in(JsonNode body) {
        var field = body.path("field").asText();
        if (body.has("detail")) return " (" + body.get("detail").asText() + ")";
        return field.startsWith("/") && !body.path("title").asText().contains(field) ? " (" + field + ")" : "";
    }

    private static String words(JsonNode body) {
        if (body.has("title")) return body.get("title").asText() + in(body);
        if (body.has("error_description"))
            return body.get("error").asText() + ", "
                    + body.get("error_description").asText();
        return body.toString();
    }
}
