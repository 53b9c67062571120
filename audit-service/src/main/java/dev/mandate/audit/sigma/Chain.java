package dev.mandate.audit.sigma;

import dev.mandate.audit.sigma.Correlation.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A correlation that names correlations, with all of those below it. What a group keeps is the events of the detections alone,
 * those of inner correlations among them: an inner one groups by at least the same fields, so that all events of its matches
 * are the group's own. The inner matches are found anew with each event, as a pure function of what is kept; so it does not
 * matter what came late, and what one event makes true or takes back is the difference of the group with it and without.
 *
 * <p>A match of an inner one is said of the event that completes it: that event alone is the outer one's step, and it is no
 * other step of the same sequence.
 */
final class Chain {
    /** Correlations of correlations of correlations, and so on. */
    static final int MAX_DEPTH = 4;

    static final int MAX_DETECTIONS = 24;
    /** That it may take to make it true, where inner correlations group more finely than the outermost one. */
    static final int MAX_GROUPED_EVENTS = 250;
    /** Fields whose values are kept beside those that all events of the group share. */
    static final int MAX_FIELDS = 8;

    private static final char FIRST_FIELD = 'a';

    private final Node root;
    private final List<Detection> detections;
    private final List<Ref> refs;
    private final List<String> fields;
    private final int capacity;

    private Chain(Node root, List<Detection> detections, List<String> fields, int capacity) {
        this.root = root;
        this.detections = detections;
        this.refs = detections.stream().map(Detection::ref).toList();
        this.fields = fields;
        this.capacity = capacity;
    }

    /**
     * One of the correlations, and what makes its events.
     *
     * @param whole its one group, where it groups by no more than the outermost one does
     */
    record Node(Correlation correlation, List<Feed> feeds, List<String> whole) {}

    /**
     * What one of the names in {@code rules} or {@code x-until} stands for.
     *
     * @param bit that it sets in observations of the node
     * @param detection its number, if it is one
     * @param inner the correlation, if it is one
     * @param groupBy for each field by which the node groups: of a detection the number of the kept field, of a correlation
     *     that of the field by which it groups; {@link #SHARED} where all events of the outermost group have the same value
     * @param counted the same for the field that is counted or summed; {@link #SHARED} for none
     */
    record Feed(int bit, int detection, @Nullable Node inner, List<Integer> groupBy, int counted) {
        static final int SHARED = -1;

        boolean asks(Feed like) {
            return counted == like.counted && groupBy.equals(like.groupBy);
        }

        boolean grouped() {
            return groupBy.stream().anyMatch(field -> field != SHARED);
        }
    }

    /**
     * @param ref with the fields that carry the outermost group's values
     * @param required kept fields without which the event belongs to no group of some correlation
     * @param kept all of its kept fields
     */
    private record Detection(Ref ref, List<Integer> required, List<Integer> kept) {}

    static Chain of(Correlation outermost) {
        var builder = new Builder();
        var groupBy = IntStream.range(0, outermost.rule().groupBy().size()).boxed();
        var root = builder.node(outermost, groupBy.toList());
        return new Chain(
                root,
                List.copyOf(builder.detections),
                List.copyOf(builder.fields),
                ChainSize.of(outermost).capacity());
    }

    /** The detections of all correlations, with the fields that carry the outermost group's values. */
    List<Ref> detections() {
        return refs;
    }

    /** Whose values are kept of an event, beside those that all events of the group share. */
    List<String> fields() {
        return fields;
    }

    /** Whether an inner correlation groups more finely than the outermost one. */
    boolean grouped() {
        return detections.stream().anyMatch(detection -> !detection.required().isEmpty());
    }

    int capacity() {
        return capacity;
    }

    /** What the group keeps of the event: which detections it passes, and the kept fields of these. */
    @Nullable
    Observation observe(EventFields event, List<String> group) {
        int bits = 0;
        var kept = new LinkedHashSet<Integer>();
        for (int i = 0; i < detections.size(); i++) {
            var detection = detections.get(i);
            if (!detection.ref().concerns(event, group)
                    || detection.required().stream()
                            .anyMatch(field -> event.values(fields.get(field)).isEmpty())) continue;
            bits |= 1 << i;
            kept.addAll(detection.kept());
        }
        if (bits == 0) return null;
        var values = new ArrayList<String>();
        for (int field : kept)
            for (var value : Ref.shortened(event.values(fields.get(field)))) values.add(prefix(field) + value);
        return new Observation(Ref.shortened(event.id()), event.at().toEpochMilli(), bits, values);
    }

    /** What was kept of the field: the same text for the same value. */
    static List<String> kept(Observation seen, int field) {
        if (seen.values().size() == 1 && seen.values().get(0).charAt(0) == prefix(field)) return seen.values();
        var values = new ArrayList<String>(4);
        for (var value : seen.values()) if (value.charAt(0) == prefix(field)) values.add(value);
        return values;
    }

    /** The value as the event had it. */
    static String value(String kept) {
        return kept.substring(1);
    }

    private static char prefix(int field) {
        return (char) (FIRST_FIELD + field);
    }

    Change change(Observation added, List<Observation> seen) {
        return new ChainChange(root, added, seen);
    }

    /** What the outermost correlation has seen: events of its detections, and those that complete one of its correlations. */
    List<Observation> steps(List<Observation> seen) {
        return new ChainMatches(root, seen).steps();
    }

    private static final class Builder {
        private final List<Detection> detections = new ArrayList<>();
        private final List<String> fields = new ArrayList<>();
        /** Named twice, a correlation is still one. */
        private final Map<Correlation, Map<List<Integer>, Node>> nodes = new IdentityHashMap<>();

        /** @param shared for each field of the outermost group, which of those by which this correlation groups carries it */
        Node node(Correlation correlation, List<Integer> shared) {
            var feeds = new ArrayList<Feed>();
            for (int i = 0; i < correlation.refs().size(); i++)
                feeds.add(feed(1 << i, correlation.refs().get(i), shared));
            for (var ref : correlation.until()) feeds.add(feed(Observation.UNTIL, ref, shared));
            var whole = Collections.nCopies(correlation.rule().groupBy().size(), "");
            return new Node(correlation, List.copyOf(feeds), List.copyOf(whole));
        }

        private Feed feed(int bit, Ref ref, List<Integer> shared) {
            var inner = ref.inner();
            return inner == null ? detection(bit, ref, shared) : correlation(bit, ref, inner, shared);
        }

        private Feed detection(int bit, Ref ref, List<Integer> shared) {
            var groupBy = new ArrayList<Integer>();
            for (int i = 0; i < ref.groupBy().size(); i++)
                groupBy.add(
                        shared.contains(i) ? Feed.SHARED : field(ref.groupBy().get(i)));
            var field = ref.field();
            int counted = field == null ? Feed.SHARED : field(field);
            var required = groupBy.stream().filter(kept -> kept != Feed.SHARED).toList();
            var kept = new LinkedHashSet<>(required);
            if (counted != Feed.SHARED) kept.add(counted);
            var outermost = shared.stream().map(ref.groupBy()::get).toList();
            detections.add(
                    new Detection(Ref.detection(ref.name(), ref.test(), outermost, null), required, List.copyOf(kept)));
            return new Feed(bit, detections.size() - 1, null, List.copyOf(groupBy), counted);
        }

        private Feed correlation(int bit, Ref ref, Correlation inner, List<Integer> shared) {
            var fields = inner.rule().groupBy();
            var groupBy = ref.groupBy().stream().map(fields::indexOf).toList();
            var field = ref.field();
            var its = shared.stream().map(groupBy::get).toList();
            var known = nodes.computeIfAbsent(inner, any -> new HashMap<>());
            var node = known.get(its);
            if (node == null) known.put(its, node = node(inner, its));
            return new Feed(bit, 0, node, groupBy, field == null ? Feed.SHARED : fields.indexOf(field));
        }

        private int field(String name) {
            if (!fields.contains(name)) fields.add(name);
            return fields.indexOf(name);
        }
    }
}
