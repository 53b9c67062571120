package dev.mandate.console.apis;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a service said. Texts in it are plain: what could move a cursor or turn a line around is written as its number.
 *
 * @param body an object; empty where there was none
 */
public record Answer(int status, JsonNode body) {
    private static final String PROBLEM = "urn:mandate:problem:";

    public boolean isDone() {
        return status < 300;
    }

    /**
     * For what everybody may ask for who is signed in: no answer to it is an empty one.
     *
     * @throws Unanswered where it was refused
     */
    public JsonNode orUnanswered(Api api) {
        if (!isDone()) throw new Unanswered(api, "refused: " + status + ' ' + problem());
        return body;
    }

    /** The code of the problem that was told, such as {@code step-up-required}; empty where none was. */
    public String problem() {
        var type = body.path("type").asText();
        return type.startsWith(PROBLEM) ? type.substring(PROBLEM.length()) : "";
    }

    /** What the service says is to be done about it. */
    public String advice() {
        var title = body.path("title").asText();
        return title.isEmpty() ? "The service refused it (" + status + ")." : title + ".";
    }
}
