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
    private final Outbox outbox;
    private final InstantSource clock;

    TransmitterTrust(TransmitterStore store, Outbox outbox, InstantSource clock) {
        this.store = store;
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
        return store.locked(wanted.issuer()).map(known -> {
            Supplier<Uni<Result<TransmitterView, Unknown>>> making =
                    () -> trust(wanted, known, by).map(Result::done);
            return Result.done(
                    known.filter(wanted::is).isPresent()
                            ? Prepared.near(making)
                            : Prepared.far(reach(wanted, known), making));
        });
    }

    private static Reach reach(WantedTransmitter wanted, Optional<TransmitterRow> known) {
        return new Reach(
                wanted.issuer(),
                known.map(row -> "revision " + row.revision).orElse("unknown"),
                "hear signals of " + wanted.issuer() + ": " + String.join(", ", wanted.events()) + "; its keys: "
                        + String.join(", ", wanted.keys()),
                touches(wanted, known));
    }

    private static List<String> touches(WantedTransmitter wanted, Optional<TransmitterRow> known) {
        var touches = new ArrayList<String>();
        touches.add("everybody whose address is in " + String.join(", ", wanted.domains())
                + ": it can sign him out, and say whether his device is compliant");
        known.ifPresent(row -> {
            touches.add("until now its keys are " + String.join(", ", row.keys()));
            if (row.stoppedReason != null)
                touches.add("it was stopped, and would be heard again: " + row.stoppedReason);
        });
        return List.copyOf(touches);
    }

    private Uni<TransmitterView> trust(WantedTransmitter wanted, Optional<TransmitterRow> known, Actor by) {
        if (known.filter(wanted::is).isPresent()) return Uni.createFrom().item(TransmitterView.of(known.get()));
        known.ifPresent(wanted::become);
        var row = known.orElseGet(() -> wanted.row(clock.instant()));
        row.revision++;
        return store.persist(row)
                .chain(() -> told(new TransmitterEvent.Trusted(
                        row.issuer, row.keys(), row.events(), row.domains(), known.isPresent(), by)))
                .replaceWith(() -> TransmitterView.of(row));
    }

    /** Its signals are not heard from now on; stopping it again changes nothing. Needs a transaction. */
    Uni<Result<TransmitterView, Unknown>> stop(String issuer, Reason reason, Actor by) {
        return store.locked(issuer).chain(found -> {
            if (found.isEmpty()) return Result.nowRefused(Unknown.UNKNOWN);
            var row = found.get();
            if (row.stoppedReason != null) return Result.nowDone(TransmitterView.of(row));
            row.stoppedReason = reason.value();
            row.revision++;
            return told(new TransmitterEvent.Stopped(issuer, reason, by))
                    .replaceWith(() -> Result.done(TransmitterView.of(row)));
        });
    }

    private Uni<Void> told(TransmitterEvent fact) {
        return outbox.publish(AdministrationEvent.FAMILY, fact);
    }

    @Override
    public String words(Unknown refusal) {
        return "there is no such transmitter any more";
    }
}
