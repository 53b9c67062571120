package dev.mandate.chaos.books;

import dev.mandate.chaos.ledger.CallId;
import dev.mandate.chaos.ledger.Change;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is on record: how many different records there are of each thing, by what the ledger calls it.
 *
 * @param changesOnTrail what administrators did
 * @param incidents ids of those that were told
 * @param allows that stand, by decision
 * @param told decisions of whose call somebody told what became of it
 */
record Found(
        Map<String, Integer> joinedOnTopic,
        Map<String, Integer> leftOnTopic,
        Map<String, Integer> joinedOnTrail,
        Map<String, Integer> leftOnTrail,
        Map<String, Integer> decisionsOnTopic,
        Map<String, Integer> decisionsOnTrail,
        Map<String, Integer> actionsOnTopic,
        Map<String, Integer> actionsOnTrail,
        Map<Change, Map<String, Integer>> changesOnTrail,
        Map<Incident, Set<String>> incidents,
        Map<String, Allow> allows,
        Set<String> told) {

    /** @param title of its rule */
    record Incident(String session, String title) {}

    /**
     * Of a call of a tool.
     *
     * @param call its {@link CallId}; null where no gateway was asked
     * @param until when the call was to be made
     */
    record Allow(String session, @Nullable String call, Instant until) {}
}
