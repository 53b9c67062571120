package dev.mandate.audit.trail;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ReplayEvent;
import java.util.function.Function;

/** Says in one sentence who had which dead letter taken up again, and what came of it. */
final class ReplayNarrator {
    private final Function<Actor, String> names;

    ReplayNarrator(Function<Actor, String> names) {
        this.names = names;
    }

    TrailRow tell(ReplayEvent event) {
        var letter = event.letter();
        var what = names.apply(event.by()) + " had " + letter.service() + "-service take up again what it had refused ("
                + letter.origin() + ", dead letter " + letter.offset() + ")";
        if (event instanceof ReplayEvent.Refused refused)
            return row(event, "refused", what + "; it was refused again: " + refused.reason());
        return row(event, "taken", what);
    }

    private static TrailRow row(ReplayEvent event, String outcome, String summary) {
        return new TrailRow(null, null, Doer.person(event.by()), null, null, outcome, summary)
                .on(event.letter().origin());
    }
}
