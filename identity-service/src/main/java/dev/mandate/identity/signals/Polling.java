package dev.mandate.identity.signals;

import dev.mandate.messaging.draining.Drain;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * A receiver fetches what waits for it, and says what it has: until then it gets it again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8936">RFC 8936</a>
 */
@ApplicationScoped
class Polling {
    static final int MOST = 100;

    private static final Logger LOG = Logger.getLogger(Polling.class);
    private static final long LOOK_EVERY_MILLIS = 250;

    private final StreamStore streams;
    private final PendingStore pending;
    private final SecurityEventTokens tokens;
    private final SignalConfig config;
    private final Drain drain;
    private final Vertx vertx;
    private final InstantSource clock;

    /** One for each stream; who comes while another waits is answered at once. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    Polling(
            StreamStore streams,
            PendingStore pending,
            SecurityEventTokens tokens,
            SignalConfig config,
            Drain drain,
            Vertx vertx,
            InstantSource clock) {
        this.streams = streams;
        this.pending = pending;
        this.tokens = tokens;
        this.config = config;
        this.drain = drain;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * @param most 0 to only say what it has
     * @param atOnce whether it is answered even if there is nothing
     * @param received ids of those that it has, for good
     * @param refused ids of those that it can't make anything of; they are not told again
     */
    record Poll(int most, boolean atOnce, Collection<String> received, Collection<String> refused) {}

    /** @param sets tokens by their ids, oldest first */
    record Polled(Map<String, String> sets, boolean more) {
        boolean isEmpty() {
            return sets.isEmpty();
        }
    }

    private static final Polled NOTHING = new Polled(Map.of(), false);

    Uni<Result<Polled, StreamRefusal>> poll(Receiver receiver, String id, Poll poll) {
        return Panache.withTransaction(() -> own(receiver, id)
                        .chain(found -> found.chain(stream ->
                                taken(stream, poll).replaceWith(Result.<StreamRow, StreamRefusal>done(stream)))))
                .chain(found -> found.chain(ignored -> look(receiver, id, poll.most())))
                .chain(first -> first.chain(polled -> {
                    var answered = poll.atOnce() || poll.most() == 0 || !polled.isEmpty();
                    if (answered || !waiting.add(id)) return Result.nowDone(polled);
                    var until = clock.instant().plus(config.pollPatience());
                    return await(receiver, id, poll.most(), until)
                            .onTermination()
                            .invoke(() -> waiting.remove(id));
                }));
    }

    private Uni<Void> taken(StreamRow stream, Poll poll) {
        if (!poll.refused().isEmpty())
            LOG.warnf(
                    "the receiver of %s can't make anything of %d signals",
                    stream.id, poll.refused().size());
        return pending.done(stream.id, poll.received())
                .chain(() -> pending.done(stream.id, poll.refused()))
                .replaceWithVoid();
    }

    private Uni<Result<Polled, StreamRefusal>> await(Receiver receiver, String id, int most, Instant until) {
        return later().chain(() -> look(receiver, id, most)).chain(found -> {
            var waits = found.fold(Polled::isEmpty, refused -> false);
            return waits && !drain.begun() && clock.instant().isBefore(until)
                    ? await(receiver, id, most, until)
                    : Uni.createFrom().item(found);
        });
    }

    /** On the context of the request, as a session of the database needs it. */
    private Uni<Void> later() {
        return Uni.createFrom()
                .emitter(emitter -> vertx.setTimer(LOOK_EVERY_MILLIS, ignored -> emitter.complete(null)));
    }

    private Uni<Result<Polled, StreamRefusal>> look(Receiver receiver, String id, int most) {
        if (most == 0) return Result.nowDone(NOTHING);
        return Panache.withSession(() -> own(receiver, id)
                        .chain(found -> found.chain(stream -> {
                            if (stream.status == StreamStatus.DISABLED)
                                return Result.<Waiting, StreamRefusal>nowDone(new Waiting(stream, List.of()));
                            return pending.oldest(stream.id, stream.status == StreamStatus.PAUSED, most + 1)
                                    .map(rows -> Result.<Waiting, StreamRefusal>done(new Waiting(stream, rows)));
                        })))
                .chain(found -> found.chain(it -> signed(it, most).map(Result::done)));
    }

    private record Waiting(StreamRow stream, List<PendingRow> rows) {}

    /** A hundred signatures by RSA take too long for an event loop. */
    private Uni<Polled> signed(Waiting found, int most) {
        if (found.rows().isEmpty()) return Uni.createFrom().item(NOTHING);
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(
                                () -> {
                                    var sets = new LinkedHashMap<String, String>();
                                    found.rows().stream()
                                            .limit(most)
                                            .forEach(row -> sets.put(row.id, tokens.of(found.stream(), row)));
                                    return new Polled(sets, found.rows().size() > most);
                                },
                                false)
                        .toCompletionStage());
    }

    private Uni<Result<StreamRow, StreamRefusal>> own(Receiver receiver, String id) {
        return streams.of(receiver.client()).map(found -> {
            Optional<StreamRow> stream = found.filter(row -> row.id.equals(id));
            if (stream.isEmpty()) return Result.refused(StreamRefusal.UNKNOWN);
            return stream.get().method == StreamRow.Method.PUSH
                    ? Result.refused(StreamRefusal.PUSHED)
                    : Result.done(stream.get());
        });
    }
}
