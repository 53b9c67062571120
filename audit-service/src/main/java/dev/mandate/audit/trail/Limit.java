package dev.mandate.audit.trail;

import dev.mandate.messaging.http.ProblemException;

/** How many lines a page has. */
public final class Limit {
    private Limit() {}

    /** @throws ProblemException 400 if it is no number; its range is checked where the page is read */
    public static int parse(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ProblemException(400, "bad-limit", "Ask for a number of lines", "limit");
        }
    }
}
