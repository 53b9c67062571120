package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.administration.ProposalEvent.Why;
import dev.mandate.events.ids.ProposalId;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a change at once where one is enough, and lets it wait for people where it reaches far. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
public class SecondPerson {
    /** Open ones of one proposer, so that nobody hides one among many. */
    static final int MOST_OPEN = 50;

    /** Characters of what is kept while it waits. */
    static final int LARGEST = 256 * 1024;

    private final FirstHour firstHour;
    private final ProposalStore store;
    private final Outbox outbox;
    private final SecondPersonConfig config;
    private final InstantSource clock;

    SecondPerson(
            FirstHour firstHour, ProposalStore store, Outbox outbox, SecondPersonConfig config, InstantSource clock) {
        this.firstHour = firstHour;
        this.store = store;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What is made is made in one transaction, the caller's where he has begun one. What is proposed again while it waits is the proposal
     * that waits.
     */
    public <C, T, R> Uni<Result<Outcome<T>, R>> ask(FarReachingChange<C, T, R> change, C content, Caller caller) {
        var by = caller.by();
        return Panache.withTransaction(() -> change.prepare(content, by)
                        .chain(found -> found.chain(prepared -> made(change.kind(), prepared, content, caller))))
                .chain(result -> result.chain(asked -> {
                    var reach = asked.waiting();
                    if (reach == null) return Result.nowDone(Objects.requireNonNull(asked.outcome()));
                    // Whom it touches is counted without the locks where the caller has begun no transaction; what it
                    // is proposed against is compared again before it is made.
                    return Panache.withTransaction(
                                    () -> this.<T>waits(change.kind(), reach, ProposalRow.json(content), by))
                            .map(Result::done);
                }));
    }

    /**
     * Nobody approves or refuses what this one proposed until the transaction ends. Whoever withdraws it does this before he holds what it is
     * about, since an approval holds them in this order.
     */
    public Uni<Void> hold(String proposer) {
        return store.hold(proposer);
    }

    /**
     * What this one proposed, and isn't approved yet, need not be looked through, since what it is about is gone. Needs a transaction.
     *
     * @param detail why, for people
     */
    public Uni<Void> withdraw(String proposer, String detail) {
        return store.openOf(proposer)
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> {
                            row.settle(ProposalStatus.OUTDATED, detail, now());
                            return outbox.publish(
                                    ProposalEvent.FAMILY,
                                    new ProposalEvent.Ended(
                                            new ProposalId(row.id), row.change(), Why.OUTDATED, detail, null));
                        })
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    /**
     * @param outcome null where it has to wait
     * @param waiting null where it has not
     */
    private record Asked<T>(
            @Nullable Outcome<T> outcome, @Nullable Reach waiting) {}

    private <T, R> Uni<Result<Asked<T>, R>> made(String kind, Prepared<T, R> prepared, Object content, Caller caller) {
        if (prepared.reach().isEmpty())
            return prepared.make().map(result -> result.map(made -> new Asked<>(new Outcome.Made<>(made), null)));
        var reach = prepared.reach().get();
        return firstHour
                .aloneUntil(caller)
                .chain(until -> until.isPresent()
                        ? row(kind, reach, ProposalRow.json(content), caller.by())
                                .chain(row -> alone(prepared, row, caller.by(), until.get()))
                                .map(result -> result.map(outcome -> new Asked<>(outcome, null)))
                        : Result.nowDone(new Asked<>(null, reach)));
    }

    private <T, R> Uni<Result<Outcome<T>, R>> alone(Prepared<T, R> prepared, ProposalRow row, Actor by, Instant until) {
        return prepared.make()
                .chain(result -> result.chain(made -> outbox.publish(
                                ProposalEvent.FAMILY,
                                new ProposalEvent.MadeAlone(new ProposalId(row.id), row.change(), until, by))
                        .replaceWith(() -> Result.done(new Outcome.MadeAlone<>(made, until)))));
    }

    private <T> Uni<Outcome<T>> waits(String kind, Reach reach, String content, Actor by) {
        if (content.length() > LARGEST) return Uni.createFrom().item(new Outcome.TooLarge<>());
        return store.openOf(by.subject()).chain(open -> {
            for (var known : open)
                if (known.asks(kind, reach, content))
                    return Uni.createFrom().item(new Outcome.Waits<T>(ProposalView.of(known)));
            if (open.size() >= MOST_OPEN) return Uni.createFrom().item(new Outcome.TooMany<T>());
            return row(kind, reach, content, by).chain(row -> keep(row, by));
        });
    }

    private <T> Uni<Outcome<T>> keep(ProposalRow row, Actor by) {
        var fact = new ProposalEvent.Made(new ProposalId(row.id), row.change(), row.endsAt, by);
        return store.add(row)
                .chain(() -> outbox.publish(ProposalEvent.FAMILY, fact))
                .replaceWith(() -> new Outcome.Waits<>(ProposalView.of(row)));
    }

    private Uni<ProposalRow> row(String kind, Reach reach, String content, Actor by) {
        return reach.touches().map(touches -> ProposalRow.of(kind, reach, touches, content, by, now(), end()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Instant end() {
        return now().plus(config.proposalsEnd());
    }
}
