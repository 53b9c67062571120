package dev.mandate.audit.trail;

import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.GuardOutcome;
import java.util.Objects;
import java.util.Optional;

/** Says what was decided about a resource that an application keeps itself: {@code may approve invoice inv-4711 of invoicing}. */
final class OwnResourceSentence {
    /** As the guard names the application that it looked at. */
    private static final String APPLICATION = "application/";

    private OwnResourceSentence() {}

    /** Empty for a decision about anything else. */
    static Optional<String> of(String who, Decided decided) {
        if (decided.resource().startsWith(APPLICATION)) return Optional.empty();
        return application(decided)
                .map(application -> who + (decided.allowed() ? " may " : " may not ") + decided.action() + " "
                        + decided.resource().replaceFirst("/", " ") + " of " + application);
    }

    /** Whose resources it is about; empty where no application keeps them, or that wasn't looked at. */
    static Optional<String> application(Decided decided) {
        return decided.guards().stream()
                .map(GuardOutcome::about)
                .filter(Objects::nonNull)
                .filter(about -> about.startsWith(APPLICATION))
                .findFirst()
                .map(about -> about.substring(APPLICATION.length()));
    }
}
