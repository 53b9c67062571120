package dev.mandate.audit.engine.sigma.correlation.chains;

import dev.mandate.audit.engine.sigma.correlation.chains.ChainNode.Input;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation.Reference;
import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Numbers the detections of a correlation and of all those below it, and the fields whose values are kept. */
final class ChainBuilder {
    private final List<Detection> detections = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();
    /** Named twice, a correlation is still one. */
    private final Map<Correlation, Map<List<Integer>, ChainNode>> nodes = new IdentityHashMap<>();

    private int numbers;
    /** Within how many of the names that cancel. */
    private int cancelling;

    static Chain chain(Correlation outermost) {
        var builder = new ChainBuilder();
        var shared = IntStream.range(0, outermost.rule().groupBy().size()).boxed();
        var root = builder.node(outermost, shared.toList(), true);
        return new Chain(root, builder.detections, new KeptFields(builder.fields));
    }

    /** @param shared for each field of the outermost group, which of those by which this correlation groups carries it */
    private ChainNode node(Correlation correlation, List<Integer> shared, boolean outermost) {
        var inputs = new ArrayList<Input>();
        for (var reference : correlation.rules())
            inputs.add(input(1 << inputs.size(), reference, shared, outermost, false));
        cancelling++;
        for (var reference : correlation.until())
            inputs.add(input(1 << Observation.UNTIL, reference, shared, outermost, true));
        cancelling--;
        var whole = Collections.nCopies(correlation.rule().groupBy().size(), "");
        return new ChainNode(correlation, inputs, whole);
    }

    private Input input(int bit, Reference reference, List<Integer> shared, boolean outermost, boolean cancels) {
        var inner = reference.correlation();
        return inner == null
                ? detection(bit, reference, shared, outermost, outermost && cancels)
                : correlation(bit, reference, inner, shared);
    }

    /** @param cancels all that the outermost group has: so the group keeps it as that, and not as one more detection */
    private Input detection(int bit, Reference reference, List<Integer> shared, boolean outermost, boolean cancels) {
        var groupBy = new ArrayList<Integer>();
        var kept = new LinkedHashSet<Detection.Kept>();
        var required = new ArrayList<String>();
        for (int i = 0; i < reference.groupBy().size(); i++) {
            var field = reference.groupBy().get(i);
            groupBy.add(shared.contains(i) ? ChainNode.NONE : number(field));
            if (shared.contains(i)) continue;
            required.add(field);
            kept.add(new Detection.Kept(number(field), field));
        }
        int counted = ChainNode.NONE;
        var field = reference.field();
        if (field != null) {
            counted = outermost ? KeptFields.COUNTED : number(field);
            kept.add(new Detection.Kept(counted, field));
        }
        int number = cancels ? Observation.UNTIL : numbers++;
        var outermostGroup = shared.stream().map(reference.groupBy()::get).toList();
        detections.add(
                new Detection(number, reference.test(), outermostGroup, required, List.copyOf(kept), cancelling > 0));
        return new Input(bit, number, null, groupBy, counted);
    }

    private Input correlation(int bit, Reference reference, Correlation inner, List<Integer> shared) {
        var fields = inner.rule().groupBy();
        var groupBy = reference.groupBy().stream().map(fields::indexOf).toList();
        var its = shared.stream().map(groupBy::get).toList();
        var known = nodes.computeIfAbsent(inner, any -> new HashMap<>());
        var node = known.get(its);
        if (node == null) known.put(its, node = node(inner, its, false));
        var field = reference.field();
        return new Input(bit, ChainNode.NONE, node, groupBy, field == null ? ChainNode.NONE : fields.indexOf(field));
    }

    /** After {@link KeptFields#COUNTED}. */
    private int number(String field) {
        if (!fields.contains(field)) fields.add(field);
        return fields.indexOf(field) + 1;
    }
}
