package dev.mandate.identity.transmitters;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.TransmitterEvent;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whoever is heard signs people out and says what their devices are worth: two people trust one, and one stops it. */
@ApplicationScoped
class TransmitterTrust implements FarReachingChange<WantedTransmitter, TransmitterView, TransmitterTrust.Unknown> {
    /** There is none. */
    enum Unknown {
        UNKNOWN
    }

    private final TransmitterStore store;
    private final PollStore polls;
    private final Outbox outbox;
    private final InstantSource clock;

    TransmitterTrust(TransmitterStore store, PollStore polls, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.polls = polls;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "transmitter";
    }

    @Override
    public Class<WantedTransmitter> content() {
        return WantedTransmitter.class;
    }

    @Override
    public Uni<Result<Prepared<TransmitterView, Unknown>, Unknown>> prepare(WantedTransmitter wanted, Actor by) {
        return store.locked(wanted.issuer())
                .chain(known -> polls.of(wanted.issuer()).map(poll -> {
                    var same = known.filter(row -> wanted.is(row, poll.isPresent()));
                    Supplier<Uni<Result<TransmitterView, Unknown>>> making =
                            () -> same.map(row -> Uni.createFrom().item(TransmitterView.of(row, null)))
                                    .orElseGet(() -> trust(wanted, known, by))
                                    .map(Result::done);
                    return Result.done(
                            same.isPresent()
                                    ? Prepared.near(making)
                                    : Prepared.far(reach(wanted, known, poll), making));
                }));
    }

    private static Reach reach(WantedTransmitter wanted, Optional<TransmitterRow> known, Optional<PollRow> poll) {
        return new Reach(
                wanted.issuer(),
                known.map(row -> "revision " + row.revision).orElse("unknown"),
                "hear signals of " + wanted.issuer() + ": " + String.join(", ", wanted.events()) + "; its keys: "
                        + String.join(", ", wanted.keys()),
                touches(wanted, known, poll));
    }

    private static List<String> touches(
            WantedTransmitter wanted, Optional<TransmitterRow> known, Optional<PollRow> poll) {
        var touches = new ArrayList<String>();
        touches.add("everybody whose address is in " + String.join(", ", wanted.domains())
                + ": it can sign him out, and say whether his device is compliant");
        if (wanted.poll() != null) touches.add(wanted.poll().words());
        poll.ifPresent(row -> touches.add("until now its signals are asked for at " + row.url));
        known.ifPresent(row -> {
            touches.add("until now its keys are " + String.join(", ", row.keys()));
            if (row.stoppedReason != null)
                touches.add("it was stopped, and would be heard again: " + row.stoppedReason);
        });
        return List.copyOf(touches);
    }

    private Uni<TransmitterView> trust(WantedTransmitter wanted, Optional<TransmitterRow> known, Actor by) {
        known.ifPresent(wanted::become);
        var row = known.orElseGet(() -> wanted.row(clock.instant()));
        row.revision++;
        return store.persist(row)
                .chain(() -> polls.keep(row.issuer, wanted.poll(), clock.instant()))
                .chain(() -> told(new TransmitterEvent.Trusted(
                        row.issuer,
                        row.keys(),
                        row.events(),
                        row.domains(),
                        known.isPresent(),
                        wanted.poll() == null ? null : wanted.poll().url(),
                        by)))
                .chain(() -> seen(row));
    }

    /** Its signals are not heard from now on; stopping it again changes nothing. Needs a transaction. */
    Uni<Result<TransmitterView, Unknown>> stop(String issuer, Reason reason, Actor by) {
        return store.locked(issuer).chain(found -> {
            if (found.isEmpty()) return Result.nowRefused(Unknown.UNKNOWN);
            var row = found.get();
            if (row.stoppedReason != null) return seen(row).map(Result::done);
            row.stoppedReason = reason.value();
            row.revision++;
            return told(new TransmitterEvent.Stopped(issuer, reason, by))
                    .chain(() -> seen(row))
                    .map(Result::done);
        });
    }

    private Uni<TransmitterView> seen(TransmitterRow row) {
        return polls.of(row.issuer).map(poll -> TransmitterView.of(row, poll.orElse(null)));
    }

    private Uni<Void> told(TransmitterEvent fact) {
        return outbox.publish(AdministrationEvent.FAMILY, fact);
    }

    @Override
    public String words(Unknown refusal) {
        return "there is no such transmitter any more";
    }
}
