package dev.mandate.console.signin;

import static dev.mandate.events.lifecycle.MandateRole.ADMINISTRATOR;
import static dev.mandate.events.lifecycle.MandateRole.APPROVER;
import static dev.mandate.events.lifecycle.MandateRole.INVESTIGATOR;

import dev.mandate.events.lifecycle.MandateRole;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The pages that stand in the bar for who looks: what everybody has, and what his roles are for. By the roles that he holds, not by what his
 * token was given: who signed in by less than his role takes is led on from there to the stronger sign-in. It decides nothing; each page asks
 * its service.
 */
@Singleton
@Named("bar")
public class Bar {
    private static final List<Place> PLACES = List.of(
            new Place("approvals", "Approvals", Set.of()),
            new Place("proposals", "Proposals", Set.of(APPROVER, ADMINISTRATOR)),
            new Place("agents", "Agents and tasks", Set.of()),
            new Place("secrets", "Secrets", Set.of()),
            new Place("clients", "Applications", Set.of(ADMINISTRATOR, APPROVER)),
            new Place("cross-app", "Cross-app", Set.of(ADMINISTRATOR, APPROVER)),
            new Place("task-caps", "Task caps", Set.of(ADMINISTRATOR)),
            new Place("sign-ins", "Sign-ins", Set.of(ADMINISTRATOR)),
            new Place("findings", "Findings", Set.of(INVESTIGATOR, ADMINISTRATOR)));

    private final Visitor visitor;

    Bar(Visitor visitor) {
        this.visitor = visitor;
    }

    public List<Place> places() {
        var roles = visitor.roles();
        return PLACES.stream()
                .filter(place -> place.holders().isEmpty() || !Collections.disjoint(place.holders(), roles))
                .toList();
    }

    /**
     * A page.
     *
     * @param path without its slash
     * @param holders roles that it is for; none for everybody
     */
    public record Place(String path, String words, Set<MandateRole> holders) {}
}
