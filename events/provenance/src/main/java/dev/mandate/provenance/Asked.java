package dev.mandate.provenance;

import java.util.Locale;

/** Whether the person's task asks for what a call does. */
public enum Asked {
    /** Its words ask for this kind of deed. */
    ASKED,
    /**
     * They leave what to do to a text, such as instructions or a list of things to do, so that any deed may be meant; or the person named
     * the tool for a task whose words don't ask for it.
     */
    OPEN,
    /** They say what to do, and this is none of it. */
    UNASKED,
    /** Nobody said what the task is. */
    UNKNOWN;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As rules and policies have it. */
    public String text() {
        return text;
    }
}
