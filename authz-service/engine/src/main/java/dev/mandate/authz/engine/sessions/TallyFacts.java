package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.entities.CedarValues;
import dev.mandate.authz.engine.sessions.SessionTally.SumOf;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.ToIntFunction;

/** A tally as Cedar sees it. Nothing of it is kept with the tally, which the next call replaces. */
final class TallyFacts {
    private static final long UNIT = 10_000;

    private static final List<Map.Entry<String, Value>> NO_AMOUNTS = Arrays.stream(ToolLabel.values())
            .map(label -> Map.<String, Value>entry(label.text(), RecordValue.EMPTY))
            .toList();
    private static final RecordValue NOTHING_SUMMED =
            new RecordValue(Map.ofEntries(NO_AMOUNTS.toArray(TallyFacts::entries)));
    private static final LongValue[] SMALL = new LongValue[1024];

    static {
        for (var i = 0; i < SMALL.length; i++) SMALL[i] = new LongValue(i);
    }

    /** Of calls, by label, while there were none. */
    static final RecordValue NOTHING_COUNTED = counts(label -> 0);

    private TallyFacts() {}

    /** Of calls, by label. */
    static RecordValue counts(ToIntFunction<ToolLabel> calls) {
        return new RecordValue(Map.of(
                "private", number(calls.applyAsInt(ToolLabel.PRIVATE)),
                "untrusted", number(calls.applyAsInt(ToolLabel.UNTRUSTED)),
                "egress", number(calls.applyAsInt(ToolLabel.EGRESS)),
                "money", number(calls.applyAsInt(ToolLabel.MONEY)),
                "credential", number(calls.applyAsInt(ToolLabel.CREDENTIAL)),
                "grant", number(calls.applyAsInt(ToolLabel.GRANT)),
                "destroy", number(calls.applyAsInt(ToolLabel.DESTROY)),
                "state", number(calls.applyAsInt(ToolLabel.STATE))));
    }

    static Value number(long value) {
        return value >= 0 && value < SMALL.length ? SMALL[(int) value] : new LongValue(value);
    }

    static Value texts(Set<ToolLabel> labels) {
        return CedarValues.texts(labels.stream().map(ToolLabel::text).toList());
    }

    /**
     * By label, then by argument. A fraction counts as a whole: a limit is passed rather than missed.
     *
     * @param each tells all sums, once each
     */
    static RecordValue sums(Consumer<ObjLongConsumer<SumOf>> each) {
        var amounts = new EnumMap<ToolLabel, Map<String, Value>>(ToolLabel.class);
        each.accept((of, sum) -> amounts.computeIfAbsent(of.label(), label -> new HashMap<>(2))
                .put(of.argument(), new LongValue((sum + UNIT - 1) / UNIT)));
        if (amounts.isEmpty()) return NOTHING_SUMMED;
        var byLabel = NO_AMOUNTS.toArray(TallyFacts::entries);
        amounts.forEach((label, of) -> byLabel[label.ordinal()] =
                Map.entry(NO_AMOUNTS.get(label.ordinal()).getKey(), new RecordValue(of)));
        return new RecordValue(Map.ofEntries(byLabel));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map.Entry<String, Value>[] entries(int size) {
        return new Map.Entry[size];
    }
}
