package dev.mandate.authz.engine.policies;

import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.digests.Sha256;
import java.util.ArrayList;
import java.util.List;

/** How a text of any length travels: in pieces that are small enough for a record, with a digest of the whole. */
public final class PolicyParts {
    private PolicyParts() {}

    /** At least one; none ends in the middle of a character. */
    public static List<String> split(String text) {
        var parts = new ArrayList<String>();
        var from = 0;
        do {
            var to = Math.min(text.length(), from + PolicyRecord.PART_LENGTH);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) to--;
            parts.add(text.substring(from, to));
            from = to;
        } while (from < text.length());
        return parts;
    }

    /** As {@link PolicyRecord.Version#digest()} has it. */
    public static String digest(String text) {
        return Sha256.of(text).named();
    }
}
