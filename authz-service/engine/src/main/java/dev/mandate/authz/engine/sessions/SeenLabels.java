package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a session's calls. There are no more of it than sets of labels, and all sessions share them.
 *
 * @param texts the same as Cedar's set of texts
 */
record SeenLabels(Set<ToolLabel> labels, Value texts) {
    private static final ToolLabel[] LABELS = ToolLabel.values();
    private static final @Nullable SeenLabels[] KNOWN = new @Nullable SeenLabels[1 << LABELS.length];

    /** @param bits one for each label, at its ordinal */
    static SeenLabels of(int bits) {
        var known = KNOWN[bits];
        if (known != null) return known;
        var labels = EnumSet.noneOf(ToolLabel.class);
        for (var label : LABELS) if ((bits & 1 << label.ordinal()) != 0) labels.add(label);
        var made = new SeenLabels(Collections.unmodifiableSet(labels), TallyFacts.texts(labels));
        KNOWN[bits] = made;
        return made;
    }
}
