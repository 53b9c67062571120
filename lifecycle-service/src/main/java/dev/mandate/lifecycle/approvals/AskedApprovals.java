package dev.mandate.lifecycle.approvals;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.authz.Approvers;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Status;
import dev.mandate.events.lifecycle.ApprovedCall;
import dev.mandate.lifecycle.catalog.Catalog;
import dev.mandate.lifecycle.sql.Rows;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.lifecycle.workers.WorkerStore;
import dev.mandate.messaging.inbox.Received;
import dev.mandate.messaging.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What decisions tell of approvals: a denial that asks for one is asked of a person, and an allow that names one has used it up. Nobody
 * can ask otherwise, since only authz-service writes decisions. How many wait at once is bounded for each session, each agent and each person, so
 * that an agent can't bury what matters.
 */
@ApplicationScoped
class AskedApprovals {
    private static final Logger LOG = Logger.getLogger(AskedApprovals.class);

    /** A replica that still doesn't count a yes after this long has a reason, such as that whoever said it has left. */
    private static final Duration REPLICAS_KNOW = Duration.ofSeconds(30);

    /** Of the 32 KiB that a record of the topic may have. */
    private static final int MOST_BYTES = 24 * 1024;

    private static final Set<String> NOBODY = Set.of();

    private final Catalog catalog;
    private final WorkerStore workers;
    private final ApprovalStore store;
    private final ApprovalConfig config;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final InstantSource clock;

    AskedApprovals(
            Catalog catalog,
            WorkerStore workers,
            ApprovalStore store,
            ApprovalConfig config,
            Outbox outbox,
            MeterRegistry meters,
            InstantSource clock) {
        this.catalog = catalog;
        this.workers = workers;
        this.store = store;
        this.config = config;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    /** In the order of the records, which for one session is the order of the topic. */
    Uni<Void> apply(List<Received<DecisionEvent>> events) {
        var bySession = new HashMap<SessionId, Integer>();
        var taken = new ArrayList<Decided>();
        for (var event : events) {
            if (!(event.event() instanceof Decided decided) || decided.session() == null || !concerns(decided))
                continue;
            // What a flood asks beyond its room costs no statement.
            if (!decided.allowed() && bySession.merge(decided.session(), 1, Integer::sum) > 2 * config.mostOfSession())
                dropped("session", decided);
            else taken.add(decided);
        }
        return Multi.createFrom()
                .iterable(taken)
                .onItem()
                .transformToUniAndConcatenate(decided -> decided.allowed() ? used(decided) : asked(decided))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** It asks for an approval, or uses one up. */
    static boolean concerns(Decided decided) {
        var approval = decided.approval();
        return approval != null && (decided.allowed() || approval.asked());
    }

    private Uni<Void> used(Decided allow) {
        var approval = allow.approval();
        if (approval == null) return Uni.createFrom().voidItem();
        return store.lock(approval.id()).chain(found -> {
            // The first on the topic has it, as for every replica.
            if (found.isEmpty() || found.get().used() != null || found.get().deleted())
                return Uni.createFrom().voidItem();
            return write(found.get().used(allow.decision(), now()));
        });
    }

    private Uni<Void> asked(Decided denial) {
        var approval = denial.approval();
        var session = denial.session();
        var subject = denial.identity();
        var obligations = demands(denial);
        if (approval == null || session == null || subject == null || obligations.isEmpty() || isOver(denial))
            return Uni.createFrom().voidItem();
        var call = new ApprovedCall(
                denial.caller(),
                subject,
                denial.delegation(),
                session,
                denial.action(),
                denial.resource(),
                approval.call(),
                denial.policyVersion(),
                obligations);
        var binding = ApprovalBinding.of(call);
        return store.openFor(binding).chain(open -> {
            if (open.isEmpty()) return ask(denial, approval, call, binding);
            var known = open.get();
            if (!noLongerCounts(known, denial.at())) return store.attempted(denial.decision(), known.id());
            return write(known.ended(now())).chain(() -> ask(denial, approval, call, binding));
        });
    }

    private static boolean noLongerCounts(Approval known, Instant decided) {
        var answer = known.answer();
        return known.status() == Status.GRANTED
                && answer != null
                && decided.isAfter(answer.at().plus(REPLICAS_KNOW));
    }

    private Uni<Void> ask(Decided denial, NeededApproval approval, ApprovedCall call, String binding) {
        return catalog.tool(toolOf(denial)).chain(tool -> {
            var shown = ShownCall.of(denial, tool.orElse(null));
            if (!shown.whole()) return dropped("size", denial); // a yes to what nobody could read is none
            var receivers = shown.isReceived() || tool.isEmpty()
                    ? Receivers.of(ShownCall.said(denial))
                    : Optional.of(Receivers.NOBODY);
            if (receivers.isEmpty()) return dropped("receivers", denial);
            return ask(denial, approval, call, binding, shown, receivers.get());
        });
    }

    private Uni<Void> ask(
            Decided denial,
            NeededApproval approval,
            ApprovedCall call,
            String binding,
            ShownCall shown,
            Receivers receivers) {
        return approver(denial, call, shown, receivers).chain(asked -> {
            if (asked.isEmpty()) return dropped("nobody", denial);
            var who = asked.get();
            return store.waiting(call, denial.person(), who.person(), who.roles())
                    .chain(waiting -> {
                        if (waiting.ofSession() >= config.mostOfSession()) return dropped("session", denial);
                        if (waiting.ofSubject() >= config.mostOfSubject()) return dropped("subject", denial);
                        if (waiting.ofPerson() >= config.mostOfPerson()) return dropped("person", denial);
                        if (waiting.ofApprover() >= config.mostOfApprover()) return dropped("approver", denial);
                        var until = denial.at().plus(config.answerWithin()).truncatedTo(ChronoUnit.MICROS);
                        var made = new Approval(
                                approval.id(),
                                1,
                                Status.ASKED,
                                call,
                                denial.decision(),
                                denial.person(),
                                who.person(),
                                who.roles(),
                                shown,
                                receivers,
                                denial.at().truncatedTo(ChronoUnit.MICROS),
                                until,
                                null,
                                null,
                                false,
                                until);
                        if (isTooLarge(made)) return dropped("size", denial);
                        return store.add(made, binding)
                                .chain(added -> added
                                        ? outbox.publish(ApprovalState.FAMILY, made.state())
                                        : joined(denial, binding));
                    });
        });
    }

    private Uni<Void> joined(Decided denial, String binding) {
        return store.openFor(binding)
                .chain(open -> open.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : store.attempted(denial.decision(), open.get().id()));
    }

    /** Who is asked: one person, or whoever has the roles. */
    private record Asked(@Nullable IdentityId person, Set<String> roles) {}

    /**
     * Never who makes the call, nor who gets something by it; then his manager is asked, and where there is none nobody. What a client does by
     * a person's token he doesn't do himself, so that he is asked; but where somebody gets something by it, four eyes stay four.
     */
    private Uni<Optional<Asked>> approver(Decided denial, ApprovedCall call, ShownCall shown, Receivers receivers) {
        var roles = new TreeSet<String>();
        for (var demand : call.demands()) {
            var approvers = Approvers.parse(demand.value());
            if (approvers.isEmpty()) return Uni.createFrom().item(Optional.empty());
            if (approvers.get().role() != null) roles.add(approvers.get().role());
        }
        if (!roles.isEmpty()) return Uni.createFrom().item(Optional.of(new Asked(null, roles)));
        var person = denial.person();
        if (person == null) return Uni.createFrom().item(Optional.empty());
        return workers.ofIdentity(person).chain(found -> {
            if (found.isEmpty()) return Uni.createFrom().item(Optional.empty());
            var byClient = denial.established() != null && denial.delegation() == null && !shown.isReceived();
            if (byClient && !receivers.name(found.get()) || !profits(found.get(), call, receivers))
                return Uni.createFrom().item(Optional.of(new Asked(person, NOBODY)));
            return managerOf(found.get())
                    .map(manager -> manager.filter(his -> !profits(his, call, receivers))
                            .map(his -> new Asked(his.identity(), NOBODY)));
        });
    }

    private static boolean profits(Worker person, ApprovedCall call, Receivers receivers) {
        return person.identity().equals(call.subject()) || receivers.name(person);
    }

    private Uni<Optional<Worker>> managerOf(Worker person) {
        var standing = person.standing();
        var manager = standing == null ? null : standing.attributes().managerEmployeeId();
        if (manager == null || manager.equals(person.employeeId()))
            return Uni.createFrom().item(Optional.empty());
        return workers.ofEmployee(manager).map(found -> found.filter(Worker::active));
    }

    private Uni<Void> write(Approval next) {
        return store.save(next).chain(() -> outbox.publish(ApprovalState.FAMILY, next.state()));
    }

    /** As encoded, with room for what somebody says of it. */
    private static boolean isTooLarge(Approval asked) {
        return Rows.json(asked.state()).getBytes(UTF_8).length > MOST_BYTES;
    }

    /** The next denial of the call asks again. */
    private Uni<Void> dropped(String why, Decided denial) {
        meters.counter("mandate.approvals.unasked", "why", why).increment();
        LOG.debugf("nobody is asked about %s: %s", denial.decision(), why);
        return Uni.createFrom().voidItem();
    }

    private boolean isOver(Decided denial) {
        return !now().isBefore(denial.at().plus(config.answerWithin()));
    }

    private static List<Obligation> demands(Decided denial) {
        return denial.obligations() == null
                ? List.of()
                : denial.obligations().stream()
                        .filter(asked -> asked.kind() == Obligation.Kind.APPROVAL)
                        .toList();
    }

    private static String toolOf(Decided denial) {
        return Objects.requireNonNullElse(denial.tool(), "");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
