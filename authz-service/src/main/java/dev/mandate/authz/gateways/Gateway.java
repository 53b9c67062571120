package dev.mandate.authz.gateways;

import java.util.Set;

/**
 * What a client may do that asks for others.
 *
 * @param boundToken whether its tokens are bound to a key of its own
 * @param vouches members of {@code asserted} that it is trusted to know
 */
public record Gateway(Names subjects, Names resources, Set<String> vouches, boolean boundToken) {
    static final Gateway NONE =
            new Gateway(new Names(java.util.List.of()), new Names(java.util.List.of()), Set.of(), false);

    public Gateway {
        vouches = Set.copyOf(vouches);
    }

    /** @param id empty to ask about all of that type */
    public boolean mayAskAbout(String subjectType, String id) {
        return subjects.cover(subjectType, id);
    }

    /** @param id empty to ask for all of that type */
    public boolean mayAskFor(String resourceType, String id) {
        return resources.cover(resourceType, id);
    }
}
