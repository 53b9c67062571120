package dev.mandate.authz.http;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.events.identity.DelegationState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Agents that ask each replica about their one tool, again and again until they are stopped, and keep what they were told. */
final class Askers implements AutoCloseable {
    private record Told(URI by, String delegation, boolean allowed, String decision, boolean sinceMark) {}

    /** Soon enough for there to be one whenever something happens; whoever asks again at once takes the time from the replica that starts. */
    private static final long BETWEEN_QUESTIONS = 5_000_000;
    /** Where nobody is there. */
    private static final long BEFORE_ASKING_AGAIN = 50_000_000;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final Map<String, String> tokens = new HashMap<>();
    private final List<Thread> threads;
    private volatile boolean marked;
    private volatile boolean stopped;

    Askers(Organisation organisation, List<DelegationState> delegations, List<URI> replicas) {
        for (var delegation : delegations)
            tokens.put(
                    delegation.delegation().value(),
                    organisation.tokens.bound(delegation.delegator().value(), delegation));
        threads = replicas.stream()
                .map(replica -> new Thread(() -> run(replica, delegations)))
                .toList();
        threads.forEach(Thread::start);
    }

    private void run(URI replica, List<DelegationState> delegations) {
        for (int i = 0; !stopped; i++) {
            var delegation = delegations.get(i % delegations.size());
            var sinceMark = marked;
            try {
                var answer = ask(replica, delegation);
                LockSupport.parkNanos(BETWEEN_QUESTIONS);
                if (!answer.has("decision")) continue;
                told.add(new Told(
                        replica,
                        delegation.delegation().value(),
                        answer.path("decision").asBoolean(),
                        answer.path("context").path("id").asText(),
                        sinceMark));
            } catch (IOException e) {
                // killed while it was asked, or not there yet: nobody received an answer
                LockSupport.parkNanos(BEFORE_ASKING_AGAIN);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private JsonNode ask(URI replica, DelegationState delegation) throws IOException, InterruptedException {
        var body = """
                {"subject": {"type": "agent", "id": "%s"}, "action": {"name": "call"}, "resource": {"type": "tool", "id": "crm.read_contact"}}""".formatted(delegation.agent().value());
        var request = HttpRequest.newBuilder(replica.resolve("/access/v1/evaluation"))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Bearer " + tokens.get(delegation.delegation().value()))
                .POST(BodyPublishers.ofString(body))
                .build();
        var answer = client.send(request, BodyHandlers.ofByteArray());
        statuses.add(answer.statusCode());
        return json.readTree(answer.body());
    }

    /** Of all answers so far. */
    Set<Integer> statuses() {
        return Set.copyOf(statuses);
    }

    long allowedBy(URI replica) {
        return matching(one -> one.allowed && one.by.equals(replica)).count();
    }

    long answersBy(URI replica, List<DelegationState> about) {
        var ids = about.stream().map(one -> one.delegation().value()).collect(toSet());
        return matching(one -> one.by.equals(replica) && ids.contains(one.delegation))
                .count();
    }

    /** The latest answer of each replica about each of them is a denial. */
    boolean refusedEverywhere(List<DelegationState> delegations) {
        var latest = new HashMap<String, Boolean>();
        told.forEach(one -> latest.put(one.by + one.delegation, one.allowed));
        return delegations.stream()
                .allMatch(state -> latest.entrySet().stream()
                        .filter(entry ->
                                entry.getKey().endsWith(state.delegation().value()))
                        .noneMatch(Map.Entry::getValue));
    }

    /** Questions that begin from now on are told apart. */
    void mark() {
        marked = true;
    }

    Set<String> allowedSinceMark() {
        return matching(one -> one.allowed && one.sinceMark)
                .map(Told::delegation)
                .collect(toSet());
    }

    Set<String> allowed(URI by) {
        return matching(one -> one.allowed && one.by.equals(by))
                .map(Told::delegation)
                .collect(toSet());
    }

    /** Ids of the decisions that allowed. */
    Set<String> allows() {
        return matching(Told::allowed).map(Told::decision).collect(toSet());
    }

    private Stream<Told> matching(Predicate<Told> which) {
        return told.stream().filter(which);
    }

    void stop() {
        stopped = true;
        try {
            for (var thread : threads) thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
