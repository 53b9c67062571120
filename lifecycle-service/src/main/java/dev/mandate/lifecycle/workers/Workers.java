package dev.mandate.lifecycle.workers;

import dev.mandate.events.cloudevents.Unreadable.Reason;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerForm;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.messaging.inbox.Received;
import dev.mandate.messaging.inbox.Refused;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.sweep.DueWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Folds what HR says into workers. Idempotent by {@code hr_event}: two lanes and any number of repetitions give one effect.
 * Everything happens under the lock of the workers' rows, in the transaction of the caller.
 */
@ApplicationScoped
class Workers implements DueWork {
    private final WorkerStore workers;
    private final HrEventStore events;
    private final WorkerAccess access;
    private final Outbox outbox;
    private final Sources sources;
    private final InstantSource clock;

    Workers(
            WorkerStore workers,
            HrEventStore events,
            WorkerAccess access,
            Outbox outbox,
            HrConfig config,
            InstantSource clock) {
        this.workers = workers;
        this.events = events;
        this.access = access;
        this.outbox = outbox;
        this.sources = new Sources(config.succeeds());
        this.clock = clock;
    }

    /**
     * @throws Refused if an event repeats (source, id) of another with other content, lies beyond what can be dated, has a
     *     mail address or country that is none, or is about an employee of another source
     */
    Uni<Void> apply(List<Received<HrEvent>> received) {
        return apply(facts(received), false);
    }

    /** As {@link #apply}, for the express lane: what is about an employee of another source is left to the lane that refuses it. */
    Uni<Void> applyOwn(List<Received<HrEvent>> received) {
        return apply(facts(received), true);
    }

    /**
     * As {@link #apply}, for the lane that may come second: departures that the express lane has taken cost it one look, and it
     * locks nobody for them, whom that lane would have to wait for.
     */
    Uni<Void> applyRest(List<Received<HrEvent>> received) {
        var facts = facts(received);
        var departures = facts.entrySet().stream()
                .filter(entry -> entry.getValue().departs())
                .map(Map.Entry::getKey)
                .toList();
        if (departures.isEmpty()) return apply(facts, false);
        return events.hashes(departures).chain(known -> {
            checkSame(facts, known);
            facts.keySet().removeAll(known.keySet());
            return apply(facts, false);
        });
    }

    private static Map<HrEventStore.Key, HrFact> facts(List<Received<HrEvent>> received) {
        var facts = new LinkedHashMap<HrEventStore.Key, HrFact>();
        for (var one : received) {
            var fact = new HrFact(one.envelope().source(), one.envelope().id(), one.event());
            if (!fact.writable()) throw new Refused("text must not contain the character NUL");
            if (fact.identity() != null && !fact.ofIdentityService())
                throw new Refused("identity is brought by identity-service alone; leave it out");
            if (fact.ofAdopter() && !fact.ofIdentityService())
                throw new Refused("that a directory adopts somebody is said by identity-service alone");
            if (!fact.datable()) throw new Refused("effectiveAt must lie between the years 1900 and 9999");
            var earlier = facts.putIfAbsent(HrEventStore.Key.of(fact), fact);
            if (earlier != null && !earlier.hash().equals(fact.hash())) throw conflict(fact);
        }
        return facts;
    }

    private Uni<Void> apply(Map<HrEventStore.Key, HrFact> facts, boolean leaveForeign) {
        if (facts.isEmpty()) return Uni.createFrom().voidItem();
        var employees =
                facts.values().stream().map(fact -> fact.event().employeeId()).collect(Collectors.toSet());
        return access.begin()
                .chain(() -> workers.lock(employees))
                .map(locked -> claimed(locked, facts.values(), leaveForeign))
                .chain(locked -> named(locked, facts.values()))
                .chain(locked -> events.insert(facts.values()).chain(known -> fold(locked, fresh(facts, known))));
    }

    private List<Worker> claimed(List<Worker> locked, Collection<HrFact> facts, boolean leaveForeign) {
        var byEmployee = facts.stream()
                .collect(Collectors.groupingBy(fact -> fact.event().employeeId()));
        var claimed = new ArrayList<Worker>(locked.size());
        for (var worker : locked) {
            var claim = sources.claim(worker.source(), byEmployee.getOrDefault(worker.employeeId(), List.of()));
            if (!leaveForeign && !claim.foreign().isEmpty())
                throw new Refused("employee " + worker.employeeId() + " is of the source " + claim.owner()
                        + ", for which " + claim.foreign().get(0).source() + " does not speak");
            if (!claim.foreign().isEmpty()) facts.removeAll(claim.foreign());
            claimed.add(worker.of(claim.owner()));
        }
        return claimed;
    }

    /** Whoever brings his id keeps it. The row may be older than he, since another lane has heard of his departure first. */
    private Uni<List<Worker>> named(List<Worker> locked, Collection<HrFact> facts) {
        var brought = new HashMap<String, IdentityId>();
        for (var fact : facts)
            if (fact.identity() != null) brought.put(fact.event().employeeId(), fact.identity());
        if (brought.isEmpty()) return Uni.createFrom().item(locked);
        return workers.employeesWith(brought.values())
                .map(taken -> locked.stream()
                        .map(worker -> named(worker, brought.get(worker.employeeId()), taken))
                        .toList());
    }

    private static Worker named(Worker worker, @Nullable IdentityId brought, Map<IdentityId, String> taken) {
        if (brought == null || brought.equals(worker.identity())) return worker;
        if (taken.containsKey(brought)) throw new Refused("the identity " + brought + " is another employee's");
        if (!worker.unknownYet())
            throw new Refused("employee " + worker.employeeId() + " has another identity already");
        return worker.known(brought);
    }

    /** Looks again at up to {@code limit} workers whose time has come. */
    @Override
    public Uni<Integer> sweep(int limit) {
        var now = clock.instant();
        return access.begin()
                .chain(() -> workers.lockDue(now, limit))
                .chain(due -> fold(due, Map.of(), now).replaceWith(due.size()));
    }

    /** Looks again at one of them; nothing if he isn't due any more. */
    @Override
    public Uni<Void> sweep(String employeeId) {
        var now = clock.instant();
        return access.begin().chain(() -> workers.lockDue(now, employeeId)).chain(due -> fold(due, Map.of(), now));
    }

    /** Employee ids of up to {@code limit} workers whose time has come. */
    @Override
    public Uni<List<String>> due(int limit) {
        return workers.due(clock.instant(), limit);
    }

    /** The sweep leaves him alone for a while, longer each time until he is written again. */
    @Override
    public Uni<Void> putOff(String employeeId) {
        return workers.putOff(employeeId, clock.instant());
    }

    private static Map<String, List<HrFact>> fresh(
            Map<HrEventStore.Key, HrFact> facts, Map<HrEventStore.Key, String> known) {
        checkSame(facts, known);
        var fresh = facts.entrySet().stream()
                .filter(entry -> !known.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        fresh.forEach(Workers::checkForm); // what was taken before this was asked stays taken
        return fresh.stream().collect(Collectors.groupingBy(fact -> fact.event().employeeId()));
    }

    private static void checkForm(HrFact fact) {
        var attributes = fact.attributes();
        if (attributes == null) return;
        WorkerForm.mistake(attributes).ifPresent(mistake -> {
            throw new Refused(mistake);
        });
    }

    private static void checkSame(Map<HrEventStore.Key, HrFact> facts, Map<HrEventStore.Key, String> known) {
        known.forEach((key, hash) -> {
            var fact = facts.get(key);
            if (fact != null && !hash.equals(fact.hash())) throw conflict(fact);
        });
    }

    private Uni<Void> fold(List<Worker> locked, Map<String, List<HrFact>> fresh) {
        var touched = locked.stream()
                .filter(worker -> fresh.containsKey(worker.employeeId()))
                .toList();
        return fold(touched, fresh, clock.instant());
    }

    private Uni<Void> fold(List<Worker> touched, Map<String, List<HrFact>> fresh, Instant now) {
        if (touched.isEmpty()) return Uni.createFrom().voidItem();
        var unordered = touched.stream()
                .filter(worker -> !continues(worker, fresh, now))
                .map(Worker::employeeId)
                .toList();
        return events.histories(unordered).chain(histories -> {
            var folded = touched.stream()
                    .map(worker -> fold(worker, fresh, histories, now))
                    .toList();
            return publish(touched, folded, now);
        });
    }

    private static boolean continues(Worker worker, Map<String, List<HrFact>> fresh, Instant now) {
        var facts = fresh.get(worker.employeeId());
        return facts != null
                && new History.Folded(worker.standing(), worker.last(), worker.dueAt()).mayContinueWith(facts, now);
    }

    private Worker fold(
            Worker worker, Map<String, List<HrFact>> fresh, Map<String, List<HrFact>> histories, Instant now) {
        var history = histories.get(worker.employeeId());
        var folded = history == null
                ? History.fold(worker.standing(), worker.last(), heard(worker, fresh), now)
                : History.fold(heard(worker, histories), now);
        return worker.folded(folded.standing(), folded.last(), folded.dueAt());
    }

    private List<HrFact> heard(Worker worker, Map<String, List<HrFact>> facts) {
        return sources.heard(worker.source(), facts.getOrDefault(worker.employeeId(), List.of()));
    }

    private Uni<Void> publish(List<Worker> before, List<Worker> after, Instant now) {
        var facts = new ArrayList<WorkerEvent>();
        var unchanged = new ArrayList<Worker>();
        var looks = new ArrayList<WorkerAccess.Look>();
        for (int i = 0; i < after.size(); i++) {
            var worker = after.get(i);
            var standing = worker.standing();
            var old = before.get(i).standing();
            if (standing != null && !standing.equals(old)) {
                facts.addAll(new WorkerChange(worker.identity(), worker.employeeId(), old, standing).facts());
                looks.add(new WorkerAccess.Look(worker, true));
            } else if (before.get(i).due(now)) {
                looks.add(new WorkerAccess.Look(worker, false));
            } else {
                unchanged.add(worker);
            }
        }
        return (looks.isEmpty() ? Uni.createFrom().item(List.<Worker>of()) : access.refresh(looks))
                .chain(refreshed -> workers.save(concat(unchanged, refreshed)))
                .chain(() ->
                        facts.isEmpty() ? Uni.createFrom().voidItem() : outbox.publishAll(WorkerEvent.FAMILY, facts));
    }

    private static Collection<Worker> concat(List<Worker> some, List<Worker> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static Refused conflict(HrFact fact) {
        return new Refused(
                Reason.CONFLICTING_DUPLICATE,
                "source " + fact.source() + " has used the id " + fact.id() + " for another content");
    }
}
