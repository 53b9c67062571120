package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.administration.ProposalEvent.Why;
import dev.mandate.events.administration.Reason;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of proposals. Carrying one out, the record of it and its end are one transaction, so that it happens once. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class Proposals {
    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final String SWAPPED = "its content is not what was proposed";

    private final Instance<FarReachingChange<?, ?, ?>> kinds;
    private final ProposalStore store;
    private final Outbox outbox;
    private final InstantSource clock;

    Proposals(
            @Any Instance<FarReachingChange<?, ?, ?>> kinds, ProposalStore store, Outbox outbox, InstantSource clock) {
        this.kinds = kinds;
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param digest of what he has looked at */
    Uni<Result<ProposalView, ProposalRefusal>> approve(String id, String digest, Actor by) {
        return Panache.withTransaction(() -> store.locked(id).chain(row -> {
            var against = against(row, digest, by);
            if (row == null || against.isPresent()) return Result.nowRefused(against.orElse(ProposalRefusal.UNKNOWN));
            if (!clock.instant().isBefore(row.endsAt))
                return expired(row).replaceWith(refused(ProposalRefusal.EXPIRED));
            if (!row.isWhole()) return outdated(row, SWAPPED, by);
            return stand(row, kind(row.kind), by);
        }));
    }

    private static Optional<ProposalRefusal> against(@Nullable ProposalRow row, String digest, Actor by) {
        if (row == null) return Optional.of(ProposalRefusal.UNKNOWN);
        if (row.status != ProposalStatus.OPEN) return Optional.of(ProposalRefusal.SETTLED);
        return TwoPeople.against(by, row.by(), row.approvals())
                .or(() -> row.digest.equals(digest) ? Optional.empty() : Optional.of(ProposalRefusal.OTHER_CONTENT));
    }

    private <C, T, R> Uni<Result<ProposalView, ProposalRefusal>> stand(
            ProposalRow row, FarReachingChange<C, T, R> change, Actor by) {
        var content = row.content(change.content());
        return change.reach(content, row.by())
                .chain(found -> found.fold(
                        reach -> reach.map(Reach::state)
                                        .filter(row.state::equals)
                                        .isPresent()
                                ? approved(row, change, content, by)
                                : outdated(row, "it is another now than when this was proposed", by),
                        refusal -> outdated(row, change.words(refusal), by)));
    }

    private <C, T, R> Uni<Result<ProposalView, ProposalRefusal>> approved(
            ProposalRow row, FarReachingChange<C, T, R> change, C content, Actor by) {
        row.approve(by, now());
        var fact = new ProposalEvent.Approved(new ProposalId(row.id), row.change(), row.missing(), by);
        if (row.missing() > 0) return told(row, fact);
        return change.make(content, row.by())
                .chain(result -> result.fold(
                        made -> {
                            row.settle(ProposalStatus.CARRIED_OUT, null, now());
                            return told(row, fact);
                        },
                        refusal -> outdated(row, change.words(refusal), by)));
    }

    /** It needs no second person to leave things as they are: whoever may approve may refuse, and so may whoever proposed it. */
    Uni<Result<ProposalView, ProposalRefusal>> refuse(String id, Reason reason, Actor by) {
        return Panache.withTransaction(() -> store.locked(id).chain(row -> {
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

    private FarReachingChange<?, ?, ?> kind(String kind) {
        return kinds.stream()
                .filter(known -> known.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this service makes no changes of the kind " + kind));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
