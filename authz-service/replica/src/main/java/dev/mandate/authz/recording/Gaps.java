package dev.mandate.authz.recording;

import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.DryRun;
import dev.mandate.events.authz.DecisionEvent.Gap;
import dev.mandate.events.authz.FilteredDecision;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Counts what goes unrecorded, until a record can say so. Any thread. */
final class Gaps {
    private @Nullable Instant from;
    private @Nullable Instant until;
    private long denials;
    private long allows;
    private long withheld;
    private boolean changed;

    synchronized void count(DecisionEvent event) {
        if (event instanceof FilteredDecision filtered) {
            count(filtered.answer());
            return;
        }
        if (!(event instanceof Decided || event instanceof DryRun || event instanceof Withheld)) return;
        goesOn(event.at());
        if (event instanceof Withheld) withheld++;
        else if (event instanceof Decided decided && leftAsAllow(decided)) allows++;
        else denials++;
    }

    /** What was kept for a process that ended, and nobody can read now: it may have been an allow. */
    synchronized void unreadable(Instant kept) {
        goesOn(kept);
        allows++;
    }

    private void goesOn(Instant at) {
        changed = true;
        if (from == null || at.isBefore(from)) from = at;
        if (until == null || at.isAfter(until)) until = at;
    }

    /** All that was counted by now, to be taken yet; null if that is what it was the last time, or nothing. */
    synchronized @Nullable Gap soFar(InstantSource clock) {
        if (!changed) return null;
        changed = false;
        return counted(clock);
    }

    /** What was counted since the last time; null if nothing was. */
    synchronized @Nullable Gap take(InstantSource clock) {
        var gap = counted(clock);
        changed = false;
        from = null;
        until = null;
        denials = 0;
        allows = 0;
        withheld = 0;
        return gap;
    }

    private @Nullable Gap counted(InstantSource clock) {
        if (from == null || until == null) return null;
        return new Gap(clock.instant(), from, until, denials, allows, withheld);
    }

    /** An allow that waited for its record didn't leave without it: the answer was a denial. */
    private static boolean leftAsAllow(Decided decided) {
        return decided.allowed() && decided.logged() == DecisionEvent.Logged.BUFFERED;
    }
}
