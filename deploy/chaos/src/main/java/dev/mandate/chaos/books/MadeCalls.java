package dev.mandate.chaos.books;

import dev.mandate.chaos.ledger.CallId;
import dev.mandate.chaos.ledger.Ledger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the server behind the gateways did, and what is on record of it, by {@link CallId}. */
record MadeCalls(Ledger ledger, Found found) {
    private static final String OUTCOME = "/outcome";

    Map<String, Integer> timesAllowed() {
        return times(decision -> true);
    }

    Map<String, Integer> timesAllowedOnTrail() {
        return times(found.decisionsOnTrail()::containsKey);
    }

    /** An outcome's event is named after its decision. */
    Map<String, Integer> toldOnTopic() {
        return times(decision -> found.actionsOnTopic().containsKey(decision + OUTCOME));
    }

    Map<String, Integer> toldOnTrail() {
        return times(decision -> found.actionsOnTrail().containsKey(decision + OUTCOME));
    }

    /** Their gateway ended before it could tell, and the risk job will say so. */
    long untold() {
        var told = toldOnTopic().keySet();
        return ledger.executed.keySet().stream()
                .filter(call -> !told.contains(call))
                .count();
    }

    private Map<String, Integer> times(Predicate<String> decisions) {
        var times = new HashMap<String, Integer>();
        found.allows().forEach((decision, allow) -> {
            if (allow.call() != null && decisions.test(decision)) times.merge(allow.call(), 1, Integer::sum);
        });
        return times;
    }

    /** The gateway answered in the server's place. */
    Set<String> answeredUnmade() {
        var unmade = new TreeSet<>(ledger.done);
        unmade.removeAll(ledger.executed.keySet());
        return unmade;
    }

    /** A client asks once with an id: a gateway repeated it. */
    Set<String> madeTwice() {
        return ledger.executed.entrySet().stream()
                .filter(call -> call.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> madeThoughRefused() {
        var made = new TreeSet<>(ledger.notDone);
        made.retainAll(ledger.executed.keySet());
        return made;
    }
}
