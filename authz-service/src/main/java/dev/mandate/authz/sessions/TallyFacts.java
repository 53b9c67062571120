package dev.mandate.authz.sessions;

import static java.util.stream.Collectors.toMap;

import dev.mandate.authz.cedar.LongValue;
import dev.mandate.authz.cedar.RecordValue;
import dev.mandate.authz.cedar.Value;
import dev.mandate.authz.entities.CedarValues;
import dev.mandate.authz.sessions.SessionTally.SumOf;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A tally as Cedar sees it. Nothing of it is kept with the tally, which the next call replaces. */
final class TallyFacts {
    private static final long UNIT = 10_000;

    private static final Map<String, Value> NO_AMOUNTS =
            Arrays.stream(ToolLabel.values()).collect(toMap(ToolLabel::text, label -> RecordValue.EMPTY));
    private static final RecordValue NOTHING_SUMMED = new RecordValue(NO_AMOUNTS);
    private static final LongValue[] SMALL = new LongValue[1024];

    static {
        for (var i = 0; i < SMALL.length; i++) SMALL[i] = new LongValue(i);
    }

    private TallyFacts() {}

    /** Of calls, by label. */
    static RecordValue counts(SessionTally tally) {
        return new RecordValue(Map.of(
                "private", number(tally.of(ToolLabel.PRIVATE)),
                "untrusted", number(tally.of(ToolLabel.UNTRUSTED)),
                "egress", number(tally.of(ToolLabel.EGRESS)),
                "money", number(tally.of(ToolLabel.MONEY)),
                "credential", number(tally.of(ToolLabel.CREDENTIAL)),
                "grant", number(tally.of(ToolLabel.GRANT)),
                "destroy", number(tally.of(ToolLabel.DESTROY)),
                "state", number(tally.of(ToolLabel.STATE))));
    }

    static Value number(long value) {
        return value >= 0 && value < SMALL.length ? SMALL[(int) value] : new LongValue(value);
    }

    static Value texts(Set<ToolLabel> labels) {
        return CedarValues.texts(labels.stream().map(ToolLabel::text).toList());
    }

    /** By label, then by argument. A fraction counts as a whole: a limit is passed rather than missed. */
    static RecordValue sums(Map<SumOf, Long> sums) {
        if (sums.isEmpty()) return NOTHING_SUMMED;
        var amounts = new EnumMap<ToolLabel, Map<String, Value>>(ToolLabel.class);
        sums.forEach((of, sum) -> amounts.computeIfAbsent(of.label(), label -> new HashMap<>())
                .put(of.argument(), new LongValue((sum + UNIT - 1) / UNIT)));
        var byLabel = new HashMap<>(NO_AMOUNTS);
        amounts.forEach((label, of) -> byLabel.put(label.text(), new RecordValue(of)));
        return new RecordValue(byLabel);
    }
}
