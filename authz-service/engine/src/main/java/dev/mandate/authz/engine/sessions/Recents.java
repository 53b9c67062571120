package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.RecordValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was done lately by the agent that asks, and by all agents for the same person, in whichever task.
 *
 * @param by null for a person's own doing, of which nothing is counted
 */
public record Recents(@Nullable Doers by, RecentTally ofAgent, RecentTally forPerson) {
    public static final Recents NONE = new Recents(null, RecentTally.NONE, RecentTally.NONE);
    private static final RecordValue NOTHING = of(RecentTally.NONE, RecentTally.NONE, null, false, false, false);

    /**
     * {@code context.recent}.
     *
     * @param call that is asked about, counted with the sums; null for what isn't one
     * @param unjudged another task for the same person read what matters, and nobody has told yet what that means
     * @param stranger the call names what only strangers' text in another of these tasks named
     * @param travelled it names what strangers' text showed to any agent, as {@link TaintTracking} says
     */
    public RecordValue facts(@Nullable CountedCall call, boolean unjudged, boolean stranger, boolean travelled) {
        var nothing = by == null || ofAgent.calls() == 0 && forPerson.calls() == 0 && !travelled;
        if (nothing && (by == null || call == null || call.amounts().isEmpty())) return NOTHING;
        return of(ofAgent, forPerson, call, unjudged, stranger, travelled);
    }

    /** The same of a call that names nothing of strangers', where all that was read has been judged. */
    public RecordValue facts(@Nullable CountedCall call) {
        return facts(call, false, false, false);
    }

    /** As if the risk job had told of all that was read. */
    public Recents judged() {
        return new Recents(by, ofAgent.judged(), forPerson.judged());
    }

    /** As if these calls had not been allowed; whichever agent's of the session they were. */
    Recents without(List<CountedCall> gone) {
        if (by == null) return this;
        var agent = ofAgent.without(gone);
        return new Recents(by, agent, forPerson == ofAgent ? agent : forPerson.without(gone));
    }

    private static RecordValue of(
            RecentTally ofAgent,
            RecentTally forPerson,
            @Nullable CountedCall call,
            boolean unjudged,
            boolean stranger,
            boolean travelled) {
        var person = forPerson.facts(call, unjudged);
        return new RecordValue(Map.of(
                "agent",
                ofAgent == forPerson ? person : ofAgent.facts(call, unjudged),
                "person",
                person,
                "stranger",
                BoolValue.of(stranger),
                "travelled",
                BoolValue.of(travelled)));
    }
}
