package dev.mandate.console.frame;

import org.jspecify.annotations.Nullable;

/** What became of a change that may need a second person. */
public sealed interface Told {
    /** It counts. */
    record Done() implements Told {}

    /** Nothing is changed before a second person approves it. */
    record Waits(String proposal) implements Told {}

    /** Nothing is changed, and what to do about it. */
    record Refused(String advice) implements Told {}

    static Told refused(String advice) {
        return new Refused(advice);
    }

    /** What the page's address ends with that the browser is led to, where it isn't refused. */
    default String query() {
        return this instanceof Waits ? "?told=waits" : "?told=done";
    }

    /** What is said on the page that the browser is led to, by its address's {@code told}; empty for nothing. */
    static String words(@Nullable String told) {
        return "done".equals(told)
                ? "That is done."
                : "waits".equals(told)
                        ? "Nothing is changed yet: it reaches others, and waits for a second person, among the proposals."
                        : "";
    }
}
