package dev.mandate.cli.evaluation;

import dev.mandate.authz.engine.policies.SessionPolicies.Stop;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.cli.traces.TraceRun;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the decision says of the calls of one run, each asked in its turn with the session's state as it was then. The recorded calls did
 * run, so that all of them are counted.
 */
final class RunDecisions {
    private final Conditions conditions;
    private final RecordedWorld world;
    private final Timetable.Slot slot;
    private final Task task;
    private final List<RunVerdict.StoppedCall> stopped = new ArrayList<>();
    private SessionTally allowed = SessionTally.NONE;

    RunDecisions(Conditions conditions, RecordedWorld world, Timetable.Slot slot) {
        this.conditions = conditions;
        this.world = world;
        this.slot = slot;
        this.task = Task.of(slot.run().words());
    }

    /** @param facts what was known of the call */
    record Answer(CallFacts facts, List<Stop> stops) {
        /** Whoever the run works for is asked. */
        boolean held() {
            return !stops.isEmpty() && stops.get(0).held();
        }
    }

    /** @param before the session's state; null before its first call */
    Answer to(ReportedCall reported, @Nullable SessionRisk before) {
        TraceRun.Call call = reported.call();
        var registered = world.tool(reported.tool()).orElse(null);
        var facts = conditions.reader().read(before, reported.tool(), registered, call.arguments(), task);
        var stops = conditions
                .policies()
                .stops(before, allowed, reported.tool(), registered, call.arguments(), facts, world::ownDomain);
        if (!stops.isEmpty()) stopped.add(new RunVerdict.StoppedCall(reported.index(), stops));
        if (registered != null) { // no decision lets through what nobody registered, so that it counts for none
            var counted = CountedCall.of(reported.tool(), registered, call.arguments());
            allowed = allowed.with(counted).completed(counted, call.failed(), slot.at(reported.index()));
        }
        return new Answer(facts, stops);
    }

    List<RunVerdict.StoppedCall> stopped() {
        return List.copyOf(stopped);
    }
}
