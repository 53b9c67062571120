package dev.mandate.authz.sessions;

import dev.mandate.authz.cedar.LongValue;
import dev.mandate.authz.cedar.RecordValue;
import dev.mandate.authz.cedar.Value;
import dev.mandate.authz.entities.CedarValues;
import dev.mandate.authz.sessions.SessionTally.SumOf;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is the same for every question about one tally, as Cedar sees it.
 *
 * @param labels of its calls
 * @param counts of calls, by label
 * @param sums by label, then by argument
 */
record TallyFacts(Value labels, RecordValue counts, RecordValue sums) {
    private static final long UNIT = 10_000;

    static TallyFacts of(SessionTally tally) {
        var counts = new HashMap<String, Value>();
        for (var label : ToolLabel.values()) counts.put(label.text(), new LongValue(tally.of(label)));
        return new TallyFacts(texts(tally.labels()), new RecordValue(counts), sums(tally.sums()));
    }

    static Value texts(Set<ToolLabel> labels) {
        return CedarValues.texts(labels.stream().map(ToolLabel::text).toList());
    }

    /** A fraction counts as a whole: a limit is passed rather than missed. */
    static RecordValue sums(Map<SumOf, Long> sums) {
        var byLabel = new HashMap<String, Value>();
        for (var label : ToolLabel.values()) byLabel.put(label.text(), RecordValue.EMPTY);
        if (sums.isEmpty()) return new RecordValue(byLabel);
        for (var label : ToolLabel.values()) {
            var amounts = new HashMap<String, Value>();
            sums.forEach((of, sum) -> {
                if (of.label() == label) amounts.put(of.argument(), new LongValue((sum + UNIT - 1) / UNIT));
            });
            if (!amounts.isEmpty()) byLabel.put(label.text(), new RecordValue(amounts));
        }
        return new RecordValue(byLabel);
    }
}
