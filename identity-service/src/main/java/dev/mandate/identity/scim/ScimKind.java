package dev.mandate.identity.scim;

import com.github.f4b6a3.ulid.UlidCreator;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an identity provider may keep here. */
enum ScimKind {
    USER("User", "/Users", "per_"),
    GROUP("Group", "/Groups", "grp_"),
    AGENT("Agent", "/Agents", "agt_");

    /** As SCIM names it. */
    final String resourceType;

    final String endpoint;
    private final String prefix;

    ScimKind(String resourceType, String endpoint, String prefix) {
        this.resourceType = resourceType;
        this.endpoint = endpoint;
        this.prefix = prefix;
    }

    /** By its id; empty for what can be no id of any of these. */
    static Optional<ScimKind> of(String id) {
        return Arrays.stream(values())
                .filter(kind -> id.startsWith(kind.prefix))
                .findFirst();
    }

    static String nextGroup() {
        return GROUP.prefix + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
    }
}
