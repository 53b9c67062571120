package dev.mandate.console.findings;

import dev.mandate.console.findings.Findings.Evidence;
import dev.mandate.console.findings.Findings.Finding;
import dev.mandate.console.frame.Moment;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finding with its story.
 *
 * @param notice what became of the last attempt; empty without
 */
public record FindingPage(
        String visitor, String notice, Finding finding, Moment first, Moment last, List<Item> evidences) {
    /** A call that it rests on, and when it was made; null where that isn't known. */
    public record Item(Evidence evidence, @Nullable Moment at) {}

    static FindingPage of(String visitor, String notice, Finding it, InstantSource clock) {
        return new FindingPage(
                visitor,
                notice,
                it,
                Moment.of(it.first(), clock),
                Moment.of(it.last(), clock),
                it.evidences().stream()
                        .map(evidence ->
                                new Item(evidence, evidence.at().isEmpty() ? null : Moment.of(evidence.at(), clock)))
                        .toList());
    }
}
