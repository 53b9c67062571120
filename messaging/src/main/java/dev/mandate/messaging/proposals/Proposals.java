package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.administration.ProposalEvent.Why;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.ProposalId;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of proposals. Carrying one out, the record of it and its end are one transaction, so that it happens once. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class Proposals {
    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final String SWAPPED = "its content is not what was proposed";
    private static final String ANOTHER_VERSION =
            "another version of the software wrote it, and this one would not make just what was looked at";
    private static final String CHANGED = "it is another now than when this was proposed";
    private static final String NO_PROPOSER = "whoever proposed it may not stand for it any more";

    private final Instance<FarReachingChange<?, ?, ?>> kinds;
    private final ProposalStore store;
    private final Approvers approvers;
    private final Outbox outbox;
    private final InstantSource clock;

    Proposals(
            @Any Instance<FarReachingChange<?, ?, ?>> kinds,
            ProposalStore store,
            Approvers approvers,
            Outbox outbox,
            InstantSource clock) {
        this.kinds = kinds;
        this.store = store;
        this.approvers = approvers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param digest of what he has looked at */
    Uni<Result<ProposalView, ProposalRefusal>> approve(String id, String digest, Actor by) {
        return Panache.withTransaction(() -> store.locked(id).chain(row -> {
            if (row == null) return Result.nowRefused(ProposalRefusal.UNKNOWN);
            if (row.status != ProposalStatus.OPEN) return Result.nowRefused(ProposalRefusal.SETTLED);
            return eligible(row, by).chain(eligible -> approve(row, digest, by, eligible));
        }));
    }

    private Uni<Result<ProposalView, ProposalRefusal>> approve(
            ProposalRow row, String digest, Actor by, Eligible eligible) {
        var against = against(row, digest, by, eligible);
        if (against.isPresent()) return Result.nowRefused(against.get());
        if (!clock.instant().isBefore(row.endsAt)) return expired(row).replaceWith(refused(ProposalRefusal.EXPIRED));
        if (!row.isWhole()) return outdated(row, SWAPPED, by);
        if (!eligible.contains(row.by())) return outdated(row, NO_PROPOSER, by);
        return kind(row.kind)
                .map(change -> stand(row, change, by, eligible))
                .orElseGet(() -> outdated(row, ANOTHER_VERSION, by));
    }

    /** Of those who stand for it who may, now. */
    private Uni<Eligible> eligible(ProposalRow row, Actor by) {
        var people = new HashSet<>(row.people());
        TwoPeople.person(by).ifPresent(people::add);
        return approvers.among(people).map(Eligible::new);
    }

    private record Eligible(Set<IdentityId> people) {
        /** A client has no standing that it could lose here; its token was checked. */
        boolean contains(Actor by) {
            return TwoPeople.person(by).map(people::contains).orElse(true);
        }
    }

    private static Optional<ProposalRefusal> against(ProposalRow row, String digest, Actor by, Eligible eligible) {
        if (!eligible.contains(by)) return Optional.of(ProposalRefusal.NOT_AN_APPROVER);
        return TwoPeople.against(by, row.by(), row.approvals())
                .or(() -> row.digest.equals(digest) ? Optional.empty() : Optional.of(ProposalRefusal.OTHER_CONTENT));
    }

    private <C, T, R> Uni<Result<ProposalView, ProposalRefusal>> stand(
            ProposalRow row, FarReachingChange<C, T, R> change, Actor by, Eligible eligible) {
        var content = row.content(change.content());
        if (content.isEmpty()) return outdated(row, ANOTHER_VERSION, by);
        return change.prepare(content.get(), row.by())
                .chain(found -> found.fold(
                        prepared -> prepared.reach()
                                        .map(Reach::state)
                                        .filter(row.state::equals)
                                        .isPresent()
                                ? approved(row, change, prepared, by, eligible)
                                : outdated(row, CHANGED, by),
                        refusal -> outdated(row, change.words(refusal), by)));
    }

    private <T, R> Uni<Result<ProposalView, ProposalRefusal>> approved(
            ProposalRow row, FarReachingChange<?, T, R> change, Prepared<T, R> prepared, Actor by, Eligible eligible) {
        var struck = row.approve(by, now(), eligible.people());
        var fact = new ProposalEvent.Approved(new ProposalId(row.id), row.change(), row.missing(), by);
        if (row.missing() > 0) return struck(row, struck, by).chain(() -> told(row, fact));
        return struck(row, struck, by)
                .chain(prepared::make)
                .chain(result -> result.fold(
                        made -> {
                            row.settle(ProposalStatus.CARRIED_OUT, null, now());
                            return told(row, fact);
                        },
                        refusal -> outdated(row, change.words(refusal), by)));
    }

    private Uni<Void> struck(ProposalRow row, List<Actor> approvers, Actor by) {
        return Multi.createFrom()
                .iterable(approvers)
                .onItem()
                .transformToUniAndConcatenate(approver -> outbox.publish(
                        ProposalEvent.FAMILY,
                        new ProposalEvent.ApprovalStruck(new ProposalId(row.id), row.change(), approver, by)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * It needs no second person to leave things as they are: whoever may approve may refuse, and so may whoever proposed it.
     *
     * @param any whether those of others, too
     */
    Uni<Result<ProposalView, ProposalRefusal>> refuse(String id, Reason reason, Actor by, boolean any) {
        return Panache.withTransaction(() -> store.locked(id).chain(row -> {
            if (!any && (row == null || !row.isOf(by))) return Result.nowRefused(ProposalRefusal.NOT_HIS);
            if (row == null) return Result.nowRefused(ProposalRefusal.UNKNOWN);
            if (row.status != ProposalStatus.OPEN) return Result.nowRefused(ProposalRefusal.SETTLED);
            row.settle(ProposalStatus.REFUSED, reason.value(), now());
            return told(row, new ProposalEvent.Refused(new ProposalId(row.id), row.change(), reason, by));
        }));
    }

    /**
     * Ends up to so many that nobody approved in time, and forgets what was settled three months ago.
     *
     * @return how many ended
     */
    Uni<Integer> end(int limit) {
        return Panache.withTransaction(() -> store.forgetSettledBefore(now().minus(REMEMBERED))
                .chain(() -> store.overdue(now(), limit))
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(this::expired)
                        .collect()
                        .asList()
                        .replaceWith(rows.size())));
    }

    private Uni<Void> expired(ProposalRow row) {
        row.settle(ProposalStatus.EXPIRED, null, now());
        return outbox.publish(
                ProposalEvent.FAMILY,
                new ProposalEvent.Ended(new ProposalId(row.id), row.change(), Why.EXPIRED, null, null));
    }

    private Uni<Result<ProposalView, ProposalRefusal>> outdated(ProposalRow row, String detail, Actor by) {
        row.settle(ProposalStatus.OUTDATED, detail, now());
        var fact = new ProposalEvent.Ended(new ProposalId(row.id), row.change(), Why.OUTDATED, detail, by);
        return outbox.publish(ProposalEvent.FAMILY, fact).replaceWith(refused(ProposalRefusal.OUTDATED));
    }

    private Uni<Result<ProposalView, ProposalRefusal>> told(ProposalRow row, ProposalEvent fact) {
        return outbox.publish(ProposalEvent.FAMILY, fact).replaceWith(() -> Result.done(ProposalView.of(row)));
    }

    private static Result<ProposalView, ProposalRefusal> refused(ProposalRefusal why) {
        return Result.refused(why);
    }

    private Optional<FarReachingChange<?, ?, ?>> kind(String kind) {
        for (var known : kinds) if (known.kind().equals(kind)) return Optional.of(known);
        return Optional.empty();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
