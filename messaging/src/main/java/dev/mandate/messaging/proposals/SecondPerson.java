package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.ids.ProposalId;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

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

    /** In one transaction, the caller's where he has begun one. What is proposed again while it waits is the proposal that waits. */
    public <C, T, R> Uni<Result<Outcome<T>, R>> ask(FarReachingChange<C, T, R> change, C content, Caller caller) {
        var by = caller.by();
        return Panache.withTransaction(() -> change.reach(content, by)
                .chain(found -> found.chain(reach -> {
                    if (reach.isEmpty())
                        return change.make(content, by).map(result -> result.map(Outcome.Made<T>::new));
                    var row = ProposalRow.of(change.kind(), reach.get(), content, by, now(), end());
                    return firstHour
                            .aloneUntil(caller)
                            .chain(until -> until.isPresent()
                                    ? alone(change, content, by, row, until.get())
                                    : SecondPerson.<T>waits(store, row)
                                            .chain(outcome -> tell(outcome, row, by))
                                            .map(Result::done));
                })));
    }

    private <C, T, R> Uni<Result<Outcome<T>, R>> alone(
            FarReachingChange<C, T, R> change, C content, Actor by, ProposalRow row, Instant until) {
        return change.make(content, by)
                .chain(result -> result.chain(made -> outbox.publish(
                                ProposalEvent.FAMILY,
                                new ProposalEvent.MadeAlone(new ProposalId(row.id), row.change(), until, by))
                        .replaceWith(() -> Result.done(new Outcome.MadeAlone<>(made, until)))));
    }

    private static <T> Uni<Outcome<T>> waits(ProposalStore store, ProposalRow row) {
        if (row.content.length() > LARGEST) return Uni.createFrom().item(new Outcome.TooLarge<>());
        return store.openOf(row.proposerSubject).chain(open -> {
            for (var known : open)
                if (known.asks(row)) return Uni.createFrom().item(new Outcome.Waits<T>(ProposalView.of(known)));
            if (open.size() >= MOST_OPEN) return Uni.createFrom().item(new Outcome.TooMany<T>());
            return store.add(row).replaceWith(() -> new Outcome.Waits<>(ProposalView.of(row)));
        });
    }

    /** Only of a new one. */
    private <T> Uni<Outcome<T>> tell(Outcome<T> outcome, ProposalRow row, Actor by) {
        if (!(outcome instanceof Outcome.Waits<T> waits)
                || !waits.proposal().proposal().value().equals(row.id))
            return Uni.createFrom().item(outcome);
        var fact = new ProposalEvent.Made(new ProposalId(row.id), row.change(), row.endsAt, by);
        return outbox.publish(ProposalEvent.FAMILY, fact).replaceWith(outcome);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Instant end() {
        return now().plus(config.proposalsEnd());
    }
}
