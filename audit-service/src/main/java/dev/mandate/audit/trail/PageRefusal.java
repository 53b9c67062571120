package dev.mandate.audit.trail;

import java.util.Locale;

/** Why no page of a list is read. */
public enum PageRefusal {
    BAD_LIMIT("limit", "Ask for 1 to " + PageAsked.MOST + " of them"),
    BAD_CURSOR("after", "Pass the 'next' of the page before, unchanged");

    private final String parameter;
    private final String advice;

    PageRefusal(String parameter, String advice) {
        this.parameter = parameter;
        this.advice = advice;
    }

    /** Such as {@code bad-limit}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String parameter() {
        return parameter;
    }

    /** What to do, for people. */
    public String advice() {
        return advice;
    }
}
