package dev.mandate.chaos.books;

import dev.mandate.chaos.ledger.Change;
import dev.mandate.events.topics.TopicCatalogue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the trail holds: how often each thing is there, by what the ledger calls it. Read once from end to end, however much that is. */
record Trail(
        Map<String, Integer> joined,
        Map<String, Integer> left,
        Map<String, Integer> decisions,
        Map<String, Integer> actions,
        Map<Change, Map<String, Integer>> changes) {
    private static final int AT_ONCE = 10_000;
    private static final String JOINED = "lifecycle.worker.joined.v1";
    private static final String LEFT = "lifecycle.worker.left.v1";
    private static final String DECISION = "authz.decision.v1";

    /** What each type is about, in SQL; what agents did has several types, all of one topic. */
    private static final String LINES = """
            SELECT type, CASE
              WHEN topic = '%s' THEN event_id
              WHEN type = '%s' THEN decision
              WHEN type IN ('%s', '%s') THEN payload->>'employeeId'
              %s
            END FROM audit.trail_entry""".formatted(
                    TopicCatalogue.AGENT_ACTIONS.name(),
                    DECISION,
                    JOINED,
                    LEFT,
                    Arrays.stream(Change.values())
                            .map(change -> "WHEN type = '%s' THEN %s".formatted(change.type, change.subject))
                            .collect(Collectors.joining("\n  ")));

    static Trail read(Connection rows) throws SQLException {
        var trail = new Trail(
                new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new EnumMap<>(Change.class));
        for (var change : Change.values()) trail.changes.put(change, new HashMap<>());
        rows.setAutoCommit(false); // else all lines are fetched at once
        try (var query = rows.prepareStatement(LINES)) {
            query.setFetchSize(AT_ONCE);
            try (var lines = query.executeQuery()) {
                while (lines.next()) {
                    var subject = lines.getString(2);
                    if (subject != null) trail.of(lines.getString(1)).merge(subject, 1, Integer::sum);
                }
            }
        }
        return trail;
    }

    private Map<String, Integer> of(String type) {
        for (var change : changes.entrySet()) if (change.getKey().type.equals(type)) return change.getValue();
        return switch (type) {
            case JOINED -> joined;
            case LEFT -> left;
            case DECISION -> decisions;
            default -> actions;
        };
    }
}
