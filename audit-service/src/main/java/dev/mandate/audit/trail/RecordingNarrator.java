package dev.mandate.audit.trail;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.RecordingEvent;
import java.util.function.Function;

/** Says in one sentence who was shown what a session did. */
final class RecordingNarrator {
    private final Function<Actor, String> names;

    RecordingNarrator(Function<Actor, String> names) {
        this.names = names;
    }

    TrailRow tell(RecordingEvent event) {
        return new TrailRow(
                event.session(),
                null,
                Doer.person(event.by()),
                null,
                null,
                "read",
                names.apply(event.by()) + " read the recording of " + event.session());
    }
}
