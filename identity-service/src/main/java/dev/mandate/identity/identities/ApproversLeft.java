package dev.mandate.identity.identities;

import java.util.List;

/**
 * Who could stand for what needs two people if one more of them were stopped. One may always be stopped by one alone, since who misuses
 * that must end at once; whoever stops one after the other would decide alone in the end.
 *
 * @param standing who would be left, other than who asks
 * @param stopped who is stopped by hand already, and would be one of them otherwise
 */
record ApproversLeft(List<String> standing, List<String> stopped) {
    private static final int ENOUGH = 2;

    ApproversLeft {
        standing = List.copyOf(standing);
        stopped = List.copyOf(stopped);
    }

    /** One person may do it. */
    boolean enough() {
        return stopped.isEmpty() || standing.size() >= ENOUGH;
    }

    /** For people. */
    List<String> lines() {
        return List.of(
                standing.isEmpty()
                        ? "nobody else could approve what needs two people"
                        : "who else could approve what needs two people: " + String.join(", ", standing),
                "stopped already: " + String.join(", ", stopped));
    }
}
