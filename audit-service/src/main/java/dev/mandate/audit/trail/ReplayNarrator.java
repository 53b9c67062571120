package dev.mandate.audit.trail;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ReplayEvent;
import java.util.function.Function;

/** Says in one sentence who had which dead letter taken up again, and what came of it, or who dismissed it, and why. */
final class ReplayNarrator {
    private final Function<Actor, String> names;

    ReplayNarrator(Function<Actor, String> names) {
        this.names = names;
    }

    TrailRow tell(ReplayEvent event) {
        var letter = event.letter();
        var which = " (" + letter.origin() + ", dead letter " + letter.offset() + ")";
        var by = names.apply(event.by());
        if (event instanceof ReplayEvent.Dismissed dismissed)
            return row(
                    event,
                    "dismissed",
                    by + " said that nothing is to be done about what " + letter.service() + "-service had refused"
                            + which + ": " + dismissed.reason());
        var what = by + " had " + letter.service() + "-service take up again what it had refused" + which;
        if (event instanceof ReplayEvent.Refused refused)
            return row(event, "refused", what + "; it was refused again: " + refused.reason());
        return row(event, "taken", what);
    }

    private static TrailRow row(ReplayEvent event, String outcome, String summary) {
        return new TrailRow(null, null, Doer.person(event.by()), null, null, outcome, summary)
                .on(event.letter().origin());
    }
}
