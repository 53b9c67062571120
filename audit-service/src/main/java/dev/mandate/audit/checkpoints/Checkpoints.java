package dev.mandate.audit.checkpoints;

import dev.mandate.audit.checkpoints.TreeStore.Tree;
import dev.mandate.audit.transparency.NoteSigner;
import dev.mandate.audit.transparency.Tiles;
import dev.mandate.audit.transparency.TrailLine;
import dev.mandate.events.audit.CheckpointEvent;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.sweep.Repeated;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs what is new in the trail, again and again, at one replica at a time: a part of it is read, the right edge of the tree grows by it, and
 * tiles, checkpoint and the event about it commit together. Where nothing is new it asks two small questions, and that is all.
 */
@ApplicationScoped
class Checkpoints {
    /** Lines of one checkpoint: 10 MB or so while it is made, and some 50 where all of them are large. */
    private static final int MOST = 10_000;

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int LOOKS = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final StoredLines lines;
    private final TreeStore store;
    private final Outbox outbox;
    private final TrailKeys keys;
    private final InstantSource clock;
    private final Duration every;
    private final String holder = UUID.randomUUID().toString();
    private final Repeated looks = new Repeated("trail-checkpoints", this::some);

    private @Nullable Awaited awaited;
    private volatile @Nullable Instant unsignedSince;

    Checkpoints(
            StoredLines lines,
            TreeStore store,
            Outbox outbox,
            TrailKeys keys,
            InstantSource clock,
            CheckpointConfig config,
            MeterRegistry meters) {
        this.lines = lines;
        this.store = store;
        this.outbox = outbox;
        this.keys = keys;
        this.clock = clock;
        this.every = config.checkpointEvery();
        Gauge.builder("mandate.trail.unsigned.seconds", this::unsignedSeconds)
                .description("For how long lines of the trail have waited to be signed; 0 while none does")
                .register(meters);
    }

    /** Lines up to this number are settled once this instant is over. */
    private record Awaited(long newest, String instant) {}

    void start(@Observes StartupEvent event) {
        if (keys.signer().isPresent()) looks.begin(every, every);
    }

    void stop(@Observes ShutdownEvent event) {
        looks.close();
    }

    private double unsignedSeconds() {
        var since = unsignedSince;
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    /** @return whether there may be more to sign at once */
    boolean some() throws Throwable {
        var signer = keys.signer().orElseThrow();
        var tree = VertxContextSupport.subscribeAndAwait(store::tree);
        var upto = settled(tree);
        if (upto <= tree.upto()) return false;
        var taken = VertxContextSupport.subscribeAndAwait(() -> store.take(holder, lease()));
        if (taken.isEmpty() || taken.get().upto() >= upto) return false;
        return sign(signer, taken.get(), upto);
    }

    /** Longer than the pause, so that the same replica goes on while it lives. */
    private Duration lease() {
        var longer = every.multipliedBy(3);
        return longer.compareTo(LEASE) > 0 ? longer : LEASE;
    }

    /** Up to which number all lines that there will ever be are there; at least up to where the tree has them. */
    private long settled(Tree tree) throws Throwable {
        var waits = awaited;
        if (waits == null || waits.newest() <= tree.upto()) {
            var newest = VertxContextSupport.subscribeAndAwait(lines::newest);
            if (newest <= tree.upto()) {
                awaited = null;
                unsignedSince = null;
                return tree.upto();
            }
            waits = new Awaited(newest, VertxContextSupport.subscribeAndAwait(lines::now));
            awaited = waits;
            unsignedSince = clock.instant();
        }
        var instant = waits.instant();
        for (int look = 0; look < LOOKS; look++) {
            if (VertxContextSupport.subscribeAndAwait(() -> lines.isOver(instant))) return waits.newest();
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        return tree.upto(); // a transaction takes long: the next time goes on from here
    }

    private boolean sign(NoteSigner signer, Tree tree, long upto) throws Throwable {
        var fresh = VertxContextSupport.subscribeAndAwait(() -> lines.settled(tree.upto(), upto, MOST));
        if (fresh.isEmpty()) return false;
        var tiles = VertxContextSupport.subscribeAndAwait(() -> store.tiles(Tiles.edge(tree.size())));
        var changed =
                tiles.append(tree.size(), fresh.stream().map(TrailLine::digest).toList());
        var grown =
                new Tree(tree.size() + fresh.size(), fresh.get(fresh.size() - 1).number());
        var signed = signer.sign(
                grown.size(), tiles.root(grown.size()), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        var event = new CheckpointEvent.Signed(signed.checkpoint().origin(), grown.size(), signed.note());
        VertxContextSupport.subscribeAndAwait(() ->
                Panache.withTransaction(() -> store.grow(tree, grown, holder, changed, signed)
                        .chain(() -> outbox.publishAll(CheckpointEvent.FAMILY, List.of(event)))));
        return grown.upto() < upto;
    }
}
