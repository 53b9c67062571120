package dev.mandate.audit.engine.sigma.correlation.chains;

import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import dev.mandate.audit.engine.sigma.correlation.types.CorrelationType;
import dev.mandate.audit.engine.sigma.correlation.types.EventFields;
import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import dev.mandate.audit.engine.sigma.correlation.types.Window;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A correlation with all that it names, over as many levels as there are: a plain one, which names detections alone, is a chain of one. What
 * a group keeps is the events of the detections, those of inner correlations among them: an inner one groups by at least the same
 * fields, so that all events of its matches are the group's own. The matches of all levels are found anew with each event, as a pure
 * function of what is kept; so it does not matter what came late, and what one event makes true or takes back is the difference
 * of the group with it and without.
 *
 * <p>A match of an inner one is said of the event that completes it: that event alone is the outer one's step, and it is no
 * other step of the same sequence.
 */
public final class Chain {
    private static final int OPEN_EVENTS = 256;

    private final ChainNode root;
    private final List<Detection> detections;
    private final KeptFields fields;
    private final int capacity;

    /** @see ChainBuilder */
    Chain(ChainNode root, List<Detection> detections, KeptFields fields) {
        this.root = root;
        this.detections = List.copyOf(detections);
        this.fields = fields;
        this.capacity = Math.max(OPEN_EVENTS, ChainSize.of(root.correlation()).capacity());
    }

    public static Chain of(Correlation outermost) {
        return ChainBuilder.chain(outermost);
    }

    public Correlation correlation() {
        return root.correlation();
    }

    /** How many fields have their values kept. */
    public int keptFields() {
        boolean counted = root.inputs().stream()
                .anyMatch(input -> input.correlation() == null && input.counted() == KeptFields.COUNTED);
        return fields.inner().size() + (counted ? 1 : 0);
    }

    /** Whether an inner correlation groups more finely than the outermost one. */
    public boolean divides() {
        return detections.stream().anyMatch(detection -> !detection.required().isEmpty());
    }

    /** How many events a group keeps open; beyond it the oldest of the most frequent kind is forgotten. */
    public int capacity() {
        return capacity;
    }

    /** How far apart the events of a match can be, in milliseconds. */
    long length() {
        return correlation().type() == CorrelationType.SINGLE ? 0 : reach();
    }

    /** For how long an event can matter, in milliseconds. */
    public long reach() {
        return correlation().rule().timespan().toMillis();
    }

    /** The groups that the event belongs to: one for each combination of group values, up to a bound. */
    public Set<GroupKey> groups(String key, EventFields event) {
        var values = new LinkedHashSet<List<String>>();
        for (var detection : detections) detection.addGroups(event, values);
        var groups = new LinkedHashSet<GroupKey>();
        for (var each : values)
            groups.add(new GroupKey(key, correlation().rule().groupBy(), each));
        return groups;
    }

    /** What the group with these values keeps of the event; null if the event does not concern it. */
    public @Nullable Observation observe(EventFields event, List<String> group) {
        int bits = 0;
        Set<String> values = Set.of();
        for (var detection : detections) {
            if (detection.cancels() && !event.mayCancel() || !detection.concerns(event, group)) continue;
            bits |= 1 << detection.number();
            for (var kept : detection.kept()) {
                if (values.isEmpty()) values = new LinkedHashSet<>();
                for (var value : Observation.shortened(event.values(kept.field())))
                    values.add(fields.kept(kept.number(), value));
            }
        }
        if (bits == 0) return null;
        return new Observation(Observation.shortened(event.id()), event.at().toEpochMilli(), bits, List.copyOf(values));
    }

    /** What an observation, which is one of those that were seen, makes true and takes back. */
    public MatchDelta change(Observation added, List<Observation> seen) {
        return new MatchDelta(this, added, seen);
    }

    ChainMatches matches(List<Observation> seen) {
        return new ChainMatches(root, fields, seen);
    }

    /** Whether a match can end with one of these events, whatever came before. */
    boolean canEndWithOneOf(List<Observation> events) {
        if (!oneLevel()) return true;
        var window = correlation().window(events);
        for (var event : events) if (window.canEndWith(event)) return true;
        return false;
    }

    /** The matches that end with the newest event: one, or none. */
    List<List<Observation>> withTheNewest(List<Observation> seen) {
        if (!oneLevel()) return matches(seen).since(seen.get(seen.size() - 1).at());
        var window = correlation().window(seen);
        window.advanceToEnd();
        return window.complete() ? List.of(window.match()) : List.of();
    }

    /** Whether it names detections alone. */
    boolean oneLevel() {
        return root.innermost();
    }

    /** Whether more events only make more true, as long as none of them cancels. */
    boolean onlyGrows() {
        return oneLevel() && correlation().staysTrue();
    }

    /** How far the outermost correlation has come by that time; null if nothing has begun. */
    public Window.@Nullable Progress progress(List<Observation> seen, long now) {
        var steps = oneLevel() ? seen : matches(seen).steps();
        return correlation().window(steps).progress(now);
    }
}
