package dev.mandate.events.identity;

import dev.mandate.events.cloudevents.PlainText;
import java.util.regex.Pattern;

/** Where a workload or an agent runs: a word, since policies compare it, and one that is written otherwise escapes what they say of it. */
public final class Environment {
    /** What one that is taken is, for people. */
    public static final String RULE =
            "is 1 to 50 lower-case letters, digits, dots, hyphens and underscores, a letter or digit first and last, such as eu-staging";

    private static final int LONGEST = 50;
    private static final Pattern WORD = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,48}[a-z0-9])?");

    private Environment() {}

    /** Whether it may be taken. */
    public static boolean is(String text) {
        return WORD.matcher(text).matches();
    }

    /** Whether it may be on record, as what was taken when it was any line of as many characters. */
    static boolean isKept(String text) {
        return !text.isBlank() && text.length() <= LONGEST && PlainText.is(text);
    }
}
