package dev.mandate.console.sessions;

import dev.mandate.console.frame.Moment;
import dev.mandate.console.sessions.Sessions.Recording;
import dev.mandate.console.sessions.Sessions.Step;
import java.time.InstantSource;
import java.util.List;

/**
 * A session, or some steps of it.
 *
 * @param first whether these are its first steps
 * @param linked whether it leads on to findings: it is looked at here, by who may see them; a file leads nowhere
 */
public record SessionPage(String visitor, Recording recording, List<Item> items, boolean first, boolean linked) {
    /** A step, and when it was. */
    public record Item(Step step, Moment at) {}

    static SessionPage of(String visitor, Recording it, boolean first, boolean linked, InstantSource clock) {
        return new SessionPage(
                visitor,
                it,
                it.steps().stream()
                        .map(step -> new Item(step, Moment.of(step.at(), clock)))
                        .toList(),
                first,
                linked && it.opens());
    }
}
