package dev.mandate.identity.signals;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ReceiverEvent;
import dev.mandate.events.identity.ReceiverEvent.Act;
import dev.mandate.identity.keys.SecretSeal;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stream of each receiver, and whom it hears of by it. Every method needs a transaction, and each change is a fact. */
@ApplicationScoped
class Streams {
    static final int MOST_SUBJECTS = 10_000;
    static final Duration BETWEEN_VERIFICATIONS = Duration.ofSeconds(10);

    private final StreamStore store;
    private final PendingStore pending;
    private final SubjectStore subjects;
    private final SecretSeal seal;
    private final Outbox outbox;
    private final SignalConfig config;
    private final InstantSource clock;

    Streams(
            StreamStore store,
            PendingStore pending,
            SubjectStore subjects,
            SecretSeal seal,
            Outbox outbox,
            SignalConfig config,
            InstantSource clock) {
        this.store = store;
        this.pending = pending;
        this.subjects = subjects;
        this.seal = seal;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** One for each receiver: of two that are asked for at once the database takes one. */
    Uni<Result<StreamRow, StreamRefusal>> create(Receiver receiver, StreamWanted wanted) {
        return store.of(receiver.client()).chain(found -> {
            if (found.isPresent()) return Result.nowRefused(StreamRefusal.EXISTS);
            var id = "str_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
            var row = StreamRow.of(id, receiver.client(), clock.instant());
            become(row, wanted, true);
            return store.persistAndFlush(row)
                    .chain(() -> told(row, Act.CREATED, null, receiver))
                    .replaceWith(Result.done(row));
        });
    }

    Uni<Result<StreamRow, StreamRefusal>> find(Receiver receiver, @Nullable String id) {
        return store.of(receiver.client())
                .map(found -> found.filter(row -> id == null || id.equals(row.id))
                        .<Result<StreamRow, StreamRefusal>>map(Result::done)
                        .orElseGet(() -> Result.refused(StreamRefusal.UNKNOWN)));
    }

    /** @param whole whether what isn't named is taken away, and not left as it is */
    Uni<Result<StreamRow, StreamRefusal>> change(Receiver receiver, String id, StreamWanted wanted, boolean whole) {
        return locked(receiver, id)
                .chain(found -> found.chain(row -> {
                    become(row, wanted, whole);
                    row.attemptAgain(clock.instant());
                    pending.soon();
                    return told(row, Act.CHANGED, null, receiver).replaceWith(Result.done(row));
                }));
    }

    /** What waited is gone with it. */
    Uni<Result<StreamRow, StreamRefusal>> delete(Receiver receiver, String id) {
        return locked(receiver, id)
                .chain(found -> found.chain(row -> store.delete(row)
                        .chain(() -> told(row, Act.DELETED, null, receiver))
                        .replaceWith(Result.done(row))));
    }

    /** A disabled one keeps nothing, a paused one all. */
    Uni<Result<StreamRow, StreamRefusal>> status(
            Receiver receiver, String id, StreamStatus status, @Nullable Reason reason) {
        return locked(receiver, id)
                .chain(found -> found.chain(row -> {
                    var same = row.status == status;
                    row.status = status;
                    row.statusReason = reason == null ? null : reason.value();
                    row.attemptAgain(clock.instant());
                    pending.soon();
                    if (same) return Result.nowDone(row);
                    return told(row, act(status), reason, receiver)
                            .chain(() -> status == StreamStatus.DISABLED
                                    ? pending.forget(row.id)
                                    : Uni.createFrom().item(0L))
                            .replaceWith(Result.done(row));
                }));
    }

    /** Whether it hears of somebody from now on. */
    Uni<Result<Boolean, StreamRefusal>> subject(Receiver receiver, String id, String subject, boolean wanted) {
        var byDefault = config.defaultSubjects() == SignalConfig.Subjects.ALL;
        return locked(receiver, id)
                .chain(found -> found.chain(row -> {
                    if (wanted == byDefault)
                        return subjects.forget(row.id, subject).replaceWith(Result.done(wanted));
                    return subjects.others(row.id, subject)
                            .chain(others -> others >= MOST_SUBJECTS
                                    ? Result.nowRefused(StreamRefusal.TOO_MANY_SUBJECTS)
                                    : subjects.say(row.id, subject, wanted).replaceWith(Result.done(wanted)));
                }));
    }

    /** Sends it a signal about itself, by the way that every other one goes. */
    Uni<Result<StreamRow, StreamRefusal>> verify(Receiver receiver, String id, @Nullable String state) {
        return locked(receiver, id)
                .chain(found -> found.chain(row -> {
                    var now = clock.instant();
                    if (row.verifiedAt != null && now.isBefore(row.verifiedAt.plus(BETWEEN_VERIFICATIONS)))
                        return Result.nowRefused(StreamRefusal.TOO_SOON);
                    row.verifiedAt = now;
                    if (row.status == StreamStatus.DISABLED) return Result.nowDone(row);
                    Map<String, Object> event = state == null ? Map.of() : Map.of("state", state);
                    var content = SignalWords.ofStream(row.id, SignalType.VERIFICATION, event);
                    return pending.addOfStream(row.id, "verification/" + now, false, content, now)
                            .replaceWith(Result.done(row));
                }));
    }

    /**
     * A stream of which more waits than may: it is paused, and its receiver told so; what is too much of the oldest is gone.
     *
     * @return how many
     */
    Uni<Integer> overflow(String id) {
        return store.locked(id).chain(found -> {
            if (found.isEmpty()) return Uni.createFrom().item(0);
            var row = found.get();
            return pause(row)
                    .chain(() -> pending.deleteOldest(row.id, config.mostWaiting()))
                    .call(lost -> row.kind == StreamRow.Kind.LOGOUT && lost > 0
                            ? outbox.publish(AdministrationEvent.FAMILY, givenUp(row, lost))
                            : Uni.createFrom().voidItem());
        });
    }

    private ReceiverEvent givenUp(StreamRow row, int lost) {
        var why = new Reason("more than " + config.mostWaiting() + " waited; the oldest are given up, " + lost);
        return new ReceiverEvent.LogoutGivenUp(row.clientId, null, null, why);
    }

    private Uni<Void> pause(StreamRow row) {
        if (row.kind == StreamRow.Kind.LOGOUT || row.status != StreamStatus.ENABLED)
            return Uni.createFrom().voidItem();
        var now = clock.instant();
        var reason = new Reason("more than " + config.mostWaiting() + " signals wait; the oldest are lost");
        row.status = StreamStatus.PAUSED;
        row.statusReason = reason.value();
        var content = SignalWords.ofStream(
                row.id, SignalType.STREAM_UPDATED, Map.of("status", "paused", "reason", reason.value()));
        return pending.addOfStream(row.id, "updated/" + now, true, content, now)
                .chain(() -> told(row, Act.PAUSED, reason, null));
    }

    /** Locked. */
    private Uni<Result<StreamRow, StreamRefusal>> locked(Receiver receiver, String id) {
        return store.locked(receiver.client(), id)
                .map(found -> found.<Result<StreamRow, StreamRefusal>>map(Result::done)
                        .orElseGet(() -> Result.refused(StreamRefusal.UNKNOWN)));
    }

    private void become(StreamRow row, StreamWanted wanted, boolean whole) {
        if (whole || wanted.events() != null) {
            row.eventsRequested = wanted.events() == null ? null : String.join(" ", wanted.events());
            row.events = String.join(
                    " ",
                    SignalType.uris().stream()
                            .filter(row.eventsRequested()::contains)
                            .toList());
        }
        if (whole || wanted.description() != null) row.description = wanted.description();
        if (wanted.algorithm() != null) row.algorithm = wanted.algorithm();
        else if (whole) row.algorithm = SigningAlgorithm.RS256;
        var delivery = wanted.delivery() != null ? wanted.delivery() : whole ? StreamWanted.Delivery.POLL : null;
        if (delivery == null) return;
        row.method = delivery.endpoint() == null ? StreamRow.Method.POLL : StreamRow.Method.PUSH;
        row.endpoint = delivery.endpoint() == null ? null : delivery.endpoint().toString();
        row.authorizationSealed = delivery.authorization() == null || row.endpoint == null
                ? null
                : seal.seal(row.id, new PushAccess(row.endpoint, delivery.authorization()).text());
    }

    private Uni<Void> told(StreamRow row, Act act, @Nullable Reason reason, @Nullable Receiver by) {
        var host = Optional.ofNullable(row.endpoint)
                .map(url -> URI.create(url).getHost())
                .orElse(null);
        var names = row.events().stream()
                .map(uri -> uri.substring(uri.lastIndexOf('/') + 1))
                .toList();
        return outbox.publish(
                AdministrationEvent.FAMILY,
                new ReceiverEvent.StreamChanged(
                        row.clientId,
                        act,
                        host,
                        List.copyOf(names),
                        reason,
                        by == null ? null : by.by().by()));
    }

    private static Act act(StreamStatus status) {
        return switch (status) {
            case ENABLED -> Act.ENABLED;
            case PAUSED -> Act.PAUSED;
            case DISABLED -> Act.DISABLED;
        };
    }
}
