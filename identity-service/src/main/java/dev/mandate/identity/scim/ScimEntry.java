package dev.mandate.identity.scim;

import dev.mandate.events.identity.IdentityState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of a client's own, as it is read.
 *
 * @param related of a group its members, of all others the groups that it is in
 * @param state of an agent: whether it may act
 */
record ScimEntry(
        ScimRow row, List<Related> related, @Nullable IdentityState state) {
    /** @param name null where nobody asks for it */
    record Related(String id, @Nullable String name) {
        /** Of one, about, at most. */
        static final int BYTES = 256;
    }

    /** About how much it takes. */
    long bytes() {
        return row.content.length() + (long) Related.BYTES * related.size();
    }
}
