package dev.mandate.audit.sigma;

import dev.mandate.audit.sigma.Correlation.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what has begun in one session: pure, and bounded by the rules, of each of which the furthest sequence is told. */
public final class OpenSequences {
    private final long now;

    private OpenSequences(Instant now) {
        this.now = now.toEpochMilli();
    }

    /**
     * Of the rules that group by session alone; those that end last come first.
     *
     * @param states of what rules share a group; empty for one that nothing is known of
     */
    public static List<OpenSequence> of(
            RuleBook rules, String session, Function<GroupValues, GroupStates> states, Instant now) {
        var open = new ArrayList<OpenSequence>();
        var finder = new OpenSequences(now);
        for (var apart : List.of(false, true)) {
            var known = states.apply(new GroupValues(GroupValues.SESSION, List.of(session), apart));
            for (var deployment : rules.deployments()) {
                var state = known.of(deployment.key());
                if (!deployment.rule().groupBy().equals(GroupValues.SESSION)
                        || !state.logic().equals(deployment.correlation().logic())) continue;
                var found = finder.open(deployment, state, !apart);
                if (found != null) open.add(found);
            }
        }
        open.sort(Comparator.comparing(OpenSequence::until).reversed().thenComparing(OpenSequence::rule));
        return List.copyOf(open);
    }

    private @Nullable OpenSequence open(Deployment deployment, CorrelationState state, boolean attested) {
        var correlation = deployment.correlation();
        var chain = correlation.chain();
        var live = live(chain == null ? state.seen() : chain.steps(state.seen()), correlation.timespan());
        if (live.isEmpty()) return null;
        return switch (correlation.type()) {
            case SINGLE -> null;
            case TEMPORAL_ORDERED -> ordered(deployment, live, attested);
            case TEMPORAL -> unordered(deployment, live, attested);
            default -> counted(deployment, live, attested);
        };
    }

    /** What an event of this moment could still be the end of. */
    private List<Observation> live(List<Observation> seen, long timespan) {
        var live = new ArrayList<Observation>();
        for (var each : seen) {
            if (each.cancels()) live.clear();
            else if (each.at() >= now - timespan) live.add(each);
        }
        return live;
    }

    /** The longest beginning of the chain; of the possible ones the latest, which lives longest. */
    private @Nullable OpenSequence ordered(Deployment deployment, List<Observation> live, boolean attested) {
        var refs = deployment.correlation().refs();
        for (int length = refs.size() - 1; length > 0; length--) {
            var first = firstOfChain(live, length);
            if (first != null)
                return sequence(
                        deployment,
                        attested,
                        names(refs.subList(0, length)),
                        names(refs.subList(length, refs.size())),
                        null,
                        first);
        }
        return null;
    }

    private static @Nullable Observation firstOfChain(List<Observation> live, int length) {
        int ref = length - 1;
        for (int at = live.size() - 1; at >= 0; at--) if (live.get(at).matches(ref) && ref-- == 0) return live.get(at);
        return null;
    }

    private @Nullable OpenSequence unordered(Deployment deployment, List<Observation> live, boolean attested) {
        var seen = new ArrayList<String>();
        var missing = new ArrayList<String>();
        Observation first = null;
        var refs = deployment.correlation().refs();
        for (int ref = 0; ref < refs.size(); ref++) {
            var latest = latest(live, ref);
            (latest == null ? missing : seen).add(refs.get(ref).name());
            if (latest != null && (first == null || latest.at() < first.at())) first = latest;
        }
        return first == null || missing.isEmpty() ? null : sequence(deployment, attested, seen, missing, null, first);
    }

    private static @Nullable Observation latest(List<Observation> live, int ref) {
        Observation latest = null;
        for (var each : live) if (each.matches(ref)) latest = each;
        return latest;
    }

    private @Nullable OpenSequence counted(Deployment deployment, List<Observation> live, boolean attested) {
        var correlation = deployment.correlation();
        var progress = Windows.counted(correlation.type(), live);
        var threshold = correlation.threshold();
        if (threshold == null || threshold.holds(progress)) return null;
        var names = names(correlation.refs());
        return sequence(deployment, attested, names, names, progress, live.get(0));
    }

    private static OpenSequence sequence(
            Deployment deployment,
            boolean attested,
            List<String> seen,
            List<String> waitsFor,
            @Nullable Double progress,
            Observation first) {
        var rule = deployment.rule();
        var since = Instant.ofEpochMilli(first.at());
        return new OpenSequence(
                rule.id(),
                rule.version(),
                rule.title(),
                rule.level(),
                deployment.shadow(),
                attested,
                seen,
                waitsFor,
                progress,
                since,
                since.plusMillis(deployment.correlation().timespan()));
    }

    private static List<String> names(List<Ref> refs) {
        return refs.stream().map(Ref::name).toList();
    }
}
