package dev.mandate.console.apis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.frame.Told;

/**
 * What a service said. Texts in it are plain: what could move a cursor or turn a line around is written as its number.
 *
 * @param body an object; empty where there was none
 * @param tag of what is shown, for {@link Apis#put(Api, String, Map, String)}; empty without one
 */
public record Answer(int status, JsonNode body, String tag) {
    private static final int CHANGED_MEANWHILE = 412;
    private static final int WAITS = 202;
    private static final int FORBIDDEN = 403;
    private static final String PROBLEM = "urn:mandate:problem:";

    public boolean isDone() {
        return status < 300;
    }

    /** Whether it is another by now than what was to be changed. */
    public boolean isChangedMeanwhile() {
        return status == CHANGED_MEANWHILE;
    }

    /** Whether it isn't for whoever asks. */
    public boolean isForbidden() {
        return status == FORBIDDEN;
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

    /**
     * What became of a change that may wait for a second person.
     *
     * @param forbidden what is said where he may not ask for it
     */
    public Told told(String forbidden) {
        if (isForbidden()) return Told.refused(forbidden);
        if (!isDone()) return Told.refused(advice());
        return status == WAITS ? new Told.Waits(body.path("proposal").asText()) : new Told.Done();
    }

    /** The code of the problem that was told, such as {@code step-up-required}; empty where none was. */
    public String problem() {
        var type = body.path("type").asText();
        return type.startsWith(PROBLEM) ? type.substring(PROBLEM.length()) : "";
    }

    /** What the service says is to be done about it. */
    public String advice() {
        var title = body.path("title").asText();
        if (title.isEmpty()) return "The service refused it (" + status + ").";
        // Of a field its place alone is in the title.
        var detail = body.path("detail").asText("");
        return body.hasNonNull("field") && !detail.isEmpty() && !title.contains(detail)
                ? title + ": " + detail + "."
                : title + ".";
    }
}
