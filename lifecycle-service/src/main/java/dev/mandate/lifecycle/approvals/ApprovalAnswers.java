package dev.mandate.lifecycle.approvals;

import static dev.mandate.lifecycle.approvals.ApprovalRefusal.*;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Answer;
import dev.mandate.events.lifecycle.CatalogEntry.Role;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.lifecycle.catalog.Catalog;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.lifecycle.workers.WorkerStore;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.paging.PageRequest;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Yes and no, by who is asked: a person who works here now, with a token of his own, which is not one that he let the agent's side have. Who he is and which roles he has is looked at when
 * he answers. His yes counts for one call only, which decisions see to; so does whether he still counts when it is used.
 */
@ApplicationScoped
class ApprovalAnswers {
    private static final int MOST_ROLES = 500;

    private final Catalog catalog;
    private final WorkerStore workers;
    private final ApprovalStore store;
    private final ApprovalConfig config;
    private final Outbox outbox;
    private final InstantSource clock;

    ApprovalAnswers(
            Catalog catalog,
            WorkerStore workers,
            ApprovalStore store,
            ApprovalConfig config,
            Outbox outbox,
            InstantSource clock) {
        this.catalog = catalog;
        this.workers = workers;
        this.store = store;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Who answers, as his token says.
     *
     * @param acr how he signed in; null where nothing says so
     * @param since when his token was issued
     */
    record Answering(Actor by, @Nullable String acr, Instant since) {
        Optional<IdentityId> person() {
            return by.chain().isEmpty() ? by.identity().filter(IdentityId::isPerson) : Optional.empty();
        }
    }

    /** The approval, and who answers for the call as people call him. */
    record Shown(Approval approval, String forWhom) {}

    Uni<Result<Shown, ApprovalRefusal>> answer(ApprovalId id, boolean yes, @Nullable String reason, Answering who) {
        if (reason != null && !Reason.is(reason)) return Result.nowRefused(UNFIT_REASON);
        return asked(who)
                .chain(asked -> asked.chain(person -> store.find(id)
                        .chain(found -> found.isEmpty()
                                ? Result.nowRefused(UNKNOWN_APPROVAL)
                                : store.lock(found.get().id()).chain(locked -> {
                                    var against = against(locked.orElseThrow(), person, yes, who);
                                    return against == null
                                            ? write(locked.get(), new Answer(yes, who.by(), now(), reason))
                                            : Result.nowRefused(against);
                                }))));
    }

    /** What waits for this person, the oldest first. */
    Uni<Result<List<Shown>, ApprovalRefusal>> waiting(Answering who, PageRequest page) {
        return asked(who)
                .chain(asked -> asked.chain(person -> store.waitingFor(person.worker(), person.roles(), now(), page)
                        .chain(this::shown)
                        .map(Result::done)));
    }

    /** As long as he is asked or has answered. */
    Uni<Result<Shown, ApprovalRefusal>> one(ApprovalId id, Answering who) {
        return asked(who)
                .chain(asked -> asked.chain(person -> store.find(id)
                        .chain(found -> found.isEmpty() || !concerns(found.get(), person)
                                ? Result.<Shown, ApprovalRefusal>nowRefused(UNKNOWN_APPROVAL)
                                : shown(List.of(found.get())).map(shown -> Result.done(shown.get(0))))));
    }

    /** A worker with all roles that he has now, and those that they inherit. */
    private record Person(Worker worker, Set<String> roles) {}

    private Uni<Result<Person, ApprovalRefusal>> asked(Answering who) {
        var person = who.person();
        if (person.isEmpty()) return Result.nowRefused(NOT_A_PERSON);
        return workers.ofIdentity(person.get()).chain(found -> {
            var worker = found.orElse(null);
            var standing = worker == null ? null : worker.standing();
            if (worker == null
                    || standing == null
                    || !worker.active()
                    || who.since().isBefore(standing.employmentFrom())) return Result.nowRefused(NOT_ACTIVE);
            return catalog.roles().map(roles -> Result.done(new Person(worker, rolesOf(worker, roles))));
        });
    }

    private Set<String> rolesOf(Worker worker, List<Role> all) {
        var byId = all.stream().collect(Collectors.toMap(Role::id, Function.identity()));
        var held = new TreeSet<String>();
        for (Grant grant : worker.grants()) if (grant.validAt(now())) add(grant.role(), byId, held);
        return held;
    }

    private static void add(String role, Map<String, Role> all, Set<String> held) {
        var known = all.get(role);
        if (known == null || held.size() >= MOST_ROLES || !held.add(role)) return;
        known.inherits().forEach(inherited -> add(inherited, all, held));
    }

    private @Nullable ApprovalRefusal against(Approval it, Person person, boolean yes, Answering who) {
        if (!isAsked(it, person)) return concerns(it, person) ? NOT_ASKED : UNKNOWN_APPROVAL;
        if (!it.canBeAnswered(yes, now())) return CLOSED;
        if ((!it.call().subject().isPerson() || it.isByClient())
                && it.isOf(who.by().client())) return ASKERS_OWN;
        return it.acrs().stream().allMatch(acr -> acr.equals(who.acr())) ? null : STEP_UP;
    }

    /**
     * Never who makes the call, unless a client makes it by his token, or gets something by it, and where a role is asked never for whom it
     * is made.
     */
    private static boolean isAsked(Approval it, Person person) {
        var id = person.worker().identity();
        if (id.equals(it.call().subject()) && !it.isByClient() || it.receivers().name(person.worker())) return false;
        if (it.approver() != null) return it.approver().equals(id);
        return !id.equals(it.person())
                && !it.roles().isEmpty()
                && person.roles().containsAll(it.roles());
    }

    private static boolean concerns(Approval it, Person person) {
        var id = person.worker().identity();
        return isAsked(it, person)
                || id.equals(it.person())
                || id.equals(it.call().subject());
    }

    private Uni<Result<Shown, ApprovalRefusal>> write(Approval asked, Answer answer) {
        var next = asked.answered(answer, now().plus(config.useWithin()));
        return store.save(next)
                .chain(() -> outbox.publish(ApprovalState.FAMILY, next.state()))
                .chain(() -> shown(List.of(next)))
                .map(shown -> Result.done(shown.get(0)));
    }

    private Uni<List<Shown>> shown(List<Approval> approvals) {
        var people = approvals.stream()
                .flatMap(approval -> Stream.ofNullable(approval.person()))
                .collect(Collectors.toSet());
        return workers.named(people)
                .map(names -> approvals.stream()
                        .map(it -> new Shown(it, nameOf(it.person(), names)))
                        .toList());
    }

    private static String nameOf(@Nullable IdentityId person, Map<IdentityId, String> names) {
        return person == null ? "" : names.getOrDefault(person, person.value());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
