package dev.mandate.audit.risk.replicas;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A thread of the risk job, somewhere, by the names that Kafka Streams gives to its clients: its consumer is called
 * {@code <application>-<process>-StreamThread-<n>-consumer}, its transactions {@code <application>-<process>-<n>}.
 */
record JobThread(String process, String number) {
    private static final String PROCESS = "-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

    static Optional<JobThread> ofConsumer(String application, String clientId) {
        return of(Pattern.compile(Pattern.quote(application) + PROCESS + "-StreamThread-(\\d+)-consumer"), clientId);
    }

    static Optional<JobThread> ofTransactions(String application, String transactionalId) {
        return of(Pattern.compile(Pattern.quote(application) + PROCESS + "-(\\d+)"), transactionalId);
    }

    /**
     * Transactions that are under way and whose thread is no member of the group any more.
     *
     * @param members client ids; of one that somebody named otherwise nobody knows which transactions are its own, so then none are told
     */
    static Set<String> abandoned(String application, Collection<String> members, Collection<String> transactionalIds) {
        var alive = members.stream().map(id -> ofConsumer(application, id)).toList();
        var abandoned = new TreeSet<String>();
        if (!known(application, members)) return abandoned;
        for (var id : transactionalIds) {
            var its = ofTransactions(application, id);
            if (its.isPresent() && !alive.contains(its)) abandoned.add(id);
        }
        return abandoned;
    }

    /** Whether each member's transactions can be told by its name; not of a group that has none yet. */
    static boolean known(String application, Collection<String> members) {
        return !members.isEmpty()
                && members.stream().allMatch(id -> ofConsumer(application, id).isPresent());
    }

    private static Optional<JobThread> of(Pattern pattern, String name) {
        return Optional.of(pattern.matcher(name))
                .filter(Matcher::matches)
                .map(its -> new JobThread(its.group(1), its.group(2)));
    }
}
