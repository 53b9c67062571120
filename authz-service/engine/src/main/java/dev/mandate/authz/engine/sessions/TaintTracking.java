package dev.mandate.authz.engine.sessions;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.provenance.CallFacts.Destination;
import dev.mandate.provenance.Identifier;
import dev.mandate.provenance.KnownBy;
import dev.mandate.provenance.Mention;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where identifiers of strangers may have got to, whoever's task it was: what was read under one delegation is written where another one
 * reads, and is sent out there. Identifiers are what follows the data, as far as there is a record of them: that strangers' text showed
 * one to any agent, and that an agent which had read such text wrote it somewhere.
 */
public final class TaintTracking {
    private final Duration window;
    private final InstantSource clock;
    private final RecentMarks shown;
    private final RecentMarks written;

    TaintTracking(Duration window, InstantSource clock) {
        this.window = window;
        this.clock = clock;
        shown = new RecentMarks(window.toMillis());
        written = new RecentMarks(window.toMillis());
        // What it takes to compare looks is made now, not while the first decision waits.
        new Identifier("a@example.com").look();
    }

    /**
     * What the newest calls of a session showed is theirs, unless more than words speaks for it. Of one that has been still for longer
     * than the window, which is most of what a start reads, nothing is recent.
     *
     * @param before null for a session of which nothing was known
     */
    public void told(@Nullable SessionRisk before, SessionRisk after) {
        if (after.at().isBefore(clock.instant().minus(window.multipliedBy(2)))) return;
        var from = before == null ? 0 : before.calls();
        var all = after.identifiers();
        for (var at = all.size() - 1; at >= 0 && all.get(at).call() >= from; at--) {
            var seen = all.get(at);
            var known = KnownBy.of(seen.known());
            if (seen.origin() != Origin.UNTRUSTED || known != null && known.strength() == KnownBy.Strength.PROVEN)
                continue;
            shown.put(new Identifier(seen.value()).look(), after.at().toEpochMilli());
        }
    }

    /**
     * A call was allowed. One that leaves something within the organisation, which others may read, carries on what strangers' text named.
     *
     * @param readStrangers whether its session had read such text before; asked only where it matters
     */
    public void allowed(
            Set<ToolLabel> labels, BooleanSupplier readStrangers, Map<String, Object> arguments, Instant at) {
        if (!leaves(labels) || !readStrangers.getAsBoolean()) return;
        for (var mention : Mention.in(arguments))
            written.put(mention.identifier().look(), at.toEpochMilli());
    }

    private static boolean leaves(Set<ToolLabel> labels) {
        return labels.contains(ToolLabel.STATE) && !labels.contains(ToolLabel.EGRESS);
    }

    /** Whether it is worth a look: false where strangers' text has shown nothing lately. */
    public boolean any(Instant now) {
        return !shown.isEmpty(now.toEpochMilli());
    }

    /**
     * It may be a stranger's, as far as its own session doesn't know where it comes from: nothing there showed it, or what did is where
     * such an agent wrote it.
     */
    public boolean hold(Destination to, Instant now) {
        if (to.origin() != Origin.NONE && to.origin() != Origin.RESULT) return false;
        var look = to.identifier().look();
        return shown.mayHold(look, now.toEpochMilli())
                && (to.origin() == Origin.NONE || written.mayHold(look, now.toEpochMilli()));
    }
}
