package dev.mandate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/** A service refused a call; the message is its problem document in short. */
public final class ApiRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    ApiRefused(int status, JsonNode body) {
        super(status + ": " + words(PlainJson.of(body)));
        this.status = status;
    }

    public int status() {
        return status;
    }

    private static String words(JsonNode body) {
        if (body.has("title"))
            return body.get("title").asText()
                    + (body.has("detail") ? " (" + body.get("detail").asText() + ")" : "");
        if (body.has("error_description"))
            return body.get("error").asText() + ", "
                    + body.get("error_description").asText();
        return body.toString();
    }
}
