package dev.mandate.messaging.http;

import dev.mandate.messaging.names.NearName;
import java.util.Collection;

/**
 * A member that nothing here reads. Whoever sent it takes it for done, such as a narrowing under a name that is misspelt, so that it is
 * refused and not left out.
 */
public final class UnknownMember {
    static final String CODE = "unknown-member";
    static final String TITLE = "Correct or leave out this member of the body";

    private UnknownMember() {}

    /** Names it, the one that may be meant, and all that there are. */
    public static ProblemException problem(String name, Collection<String> known, String pointer) {
        return new ProblemException(400, CODE, TITLE, pointer, NearName.said("member", name, known));
    }
}
