package dev.mandate.chaos;

import java.util.Map;
import java.util.Set;

/**
 * What is on record: how many different records there are of each thing, by what the ledger calls it.
 *
 * @param incidents ids of those that were told
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
        Map<Incident, Set<String>> incidents) {

    /** @param title of its rule */
    record Incident(String session, String title) {}
}
