package dev.mandate.console.approvals;

import dev.mandate.console.approvals.Approvals.Waiting;
import dev.mandate.console.frame.Moment;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits.
 *
 * @param visitor as people call who looks
 * @param next of the following page; null where there is none
 */
public record ApprovalsPage(
        String visitor, List<Item> items, @Nullable String next) {
    /**
     * One of them.
     *
     * @param until when it has to be answered
     */
    public record Item(AskedCall call, Moment asked, Moment until) {}

    static ApprovalsPage of(String visitor, Waiting waiting, InstantSource clock) {
        return new ApprovalsPage(
                visitor,
                waiting.calls().stream()
                        .map(call -> new Item(call, Moment.of(call.askedAt(), clock), Moment.of(call.until(), clock)))
                        .toList(),
                waiting.next());
    }
}
