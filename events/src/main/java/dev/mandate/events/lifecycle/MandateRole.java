package dev.mandate.events.lifecycle;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Roles that give people rights in Mandate itself. Whoever holds one was granted it by two people: none is anybody's birthright, none
 * is inherited, and none inherits.
 */
public enum MandateRole {
    /** Looks at proposed changes with a far reach, and approves or refuses those of others. */
    APPROVER("mandate-approver"),
    /** Does by himself what clients with the scopes of administration do. */
    ADMINISTRATOR("mandate-administrator"),
    /** Looks into findings and what sessions did, and settles findings; approves nothing. */
    INVESTIGATOR("mandate-investigator");

    private static final String PREFIX = "mandate-";

    private final String id;

    MandateRole(String id) {
        this.id = id;
    }

    /** As the catalogue has it. */
    public String id() {
        return id;
    }

    public static Optional<MandateRole> of(String role) {
        return Arrays.stream(values()).filter(known -> known.id.equals(role)).findFirst();
    }

    /** For people. */
    public static String ids() {
        return Arrays.stream(values()).map(MandateRole::id).collect(Collectors.joining(", "));
    }

    /** Whether who holds it may stand for a change of others. */
    public boolean approves() {
        return this != INVESTIGATOR;
    }

    /** Whether one of these grants gives a role now by which one approves. A birthright never does. */
    public static boolean mayApprove(Collection<Grant> grants, Instant now) {
        return grants.stream()
                .anyMatch(grant -> grant.kind() == Grant.Kind.GRANTED
                        && grant.until() != null
                        && grant.validAt(now)
                        && of(grant.role()).filter(MandateRole::approves).isPresent());
    }

    /** Of these and of those to come. */
    public static boolean isReserved(String role) {
        return role.startsWith(PREFIX);
    }
}
