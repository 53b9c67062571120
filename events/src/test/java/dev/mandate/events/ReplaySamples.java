package dev.mandate.events;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.administration.ReplayEvent;
import java.util.List;

/** An employee of a department that nobody knew yet was refused, and is taken once it is known. */
final class ReplaySamples {
    private static final ReplayEvent.DeadLetterReference LETTER =
            new ReplayEvent.DeadLetterReference("lifecycle", 17, "hr.workers.v1/2/4711");
    private static final Actor BY_GRACE = new Actor("per_01k9p0grace", "console", List.of());

    private ReplaySamples() {}

    static List<ReplayEvent> all() {
        return List.of(
                new ReplayEvent.Refused(LETTER, new Reason("employees of payroll are another source's"), BY_GRACE),
                new ReplayEvent.Replayed(LETTER, BY_GRACE),
                new ReplayEvent.Dismissed(LETTER, new Reason("payroll sent it twice, under two names"), BY_GRACE));
    }
}
