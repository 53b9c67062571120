package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.chains.GroupValues;
import dev.mandate.audit.engine.sigma.correlation.types.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Finds what has begun in one session: pure, and bounded by the rules, of each of which the furthest sequence is told. */
public final class OpenSequences {
    private OpenSequences() {}

    /**
     * Of the rules that group by session alone; those that end last come first.
     *
     * @param states of what rules share a group; empty for one that nothing is known of
     */
    public static List<OpenSequence> of(
            RuleBook rules, String session, Function<GroupValues, GroupStates> states, Instant now) {
        var open = new ArrayList<OpenSequence>();
        for (var apart : List.of(false, true)) {
            var known = states.apply(new GroupValues(GroupValues.SESSION, List.of(session), apart));
            for (var deployment : rules.deployments()) {
                var state = known.of(deployment.key());
                if (!deployment.rule().groupBy().equals(GroupValues.SESSION)
                        || !state.logic().equals(deployment.correlation().logic())) continue;
                var progress = deployment.chain().progress(state.seen(), now.toEpochMilli());
                if (progress != null) open.add(open(deployment, progress, !apart));
            }
        }
        open.sort(Comparator.comparing(OpenSequence::until).reversed().thenComparing(OpenSequence::rule));
        return List.copyOf(open);
    }

    private static OpenSequence open(Deployment deployment, Window.Progress progress, boolean attested) {
        var rule = deployment.rule();
        var since = Instant.ofEpochMilli(progress.first().at());
        return new OpenSequence(
                rule.id(),
                rule.version(),
                rule.title(),
                rule.level(),
                deployment.shadow(),
                attested,
                progress.seen(),
                progress.waitsFor(),
                progress.measured(),
                since,
                since.plusMillis(deployment.correlation().timespan()));
    }
}
