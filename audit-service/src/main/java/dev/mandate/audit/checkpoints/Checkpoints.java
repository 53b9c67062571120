package dev.mandate.audit.checkpoints;

import dev.mandate.audit.checkpoints.StoredLines.Moment;
import dev.mandate.audit.checkpoints.StoredLines.Numbers;
import dev.mandate.audit.checkpoints.StoredLines.Passed;
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
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs what is new in the trail, again and again, at one replica at a time: a part of it is read, the right edge of the tree grows by it, and
 * tiles, checkpoint and the event about it commit together. Where nothing is new it asks two small questions, and that is all.
 */
@ApplicationScoped
class Checkpoints {
    private static final Logger LOG = Logger.getLogger(Checkpoints.class);

    /** Lines of one checkpoint: 10 MB or so while it is made, and some 50 where all of them are large. */
    private static final int MOST = 10_000;

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int LOOKS = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /** The database is asked to let another one go on; the lease ends anyhow. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final StoredLines lines;
    private final TreeStore store;
    private final Outbox outbox;
    private final TrailKeys keys;
    private final InstantSource clock;
    private final Duration every;
    private final String holder = UUID.randomUUID().toString();
    private final Unsigned unsigned = new Unsigned();
    private final Repeated looks = new Repeated("trail-checkpoints", this::some);

    private @Nullable Awaited awaited;

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
        Gauge.builder(
                        "mandate.trail.unsigned.seconds",
                        () -> unsigned.lasts(clock.instant()).toMillis() / 1000.0)
                .description("For how long lines of the trail have waited to be signed; 0 while none does")
                .register(meters);
    }

    /**
     * Lines up to this number are settled once this moment has passed.
     *
     * @param signed up to which number they were then: where fewer are, a tree of before was brought back, and the numbers after it are given once more
     */
    private record Awaited(long newest, long signed, Moment moment) {
        boolean isAbout(Tree tree) {
            return signed <= tree.upto() && tree.upto() < newest;
        }
    }

    void start(@Observes StartupEvent event) {
        if (keys.signer().isPresent()) looks.begin(every, every);
    }

    void stop(@Observes ShutdownEvent event) {
        looks.close();
        if (keys.signer().isEmpty()) return;
        try {
            VertxContextSupport.subscribeAndAwait(
                    () -> store.release(holder).ifNoItem().after(FAREWELL).fail());
        } catch (Throwable e) {
            LOG.infof("whoever signs the trail next waits until the lease is over: %s", e.getMessage());
        }
    }

    String holder() {
        return holder;
    }

    /** What waits to be signed, as this replica saw it last. */
    Unsigned unsigned() {
        return unsigned;
    }

    /** @return whether there may be more to sign at once */
    boolean some() throws Throwable {
        try {
            return look();
        } catch (Throwable e) {
            unsigned.stands(clock.instant(), "the last look failed: " + e.getMessage());
            throw e;
        }
    }

    private boolean look() throws Throwable {
        var signer = keys.signer().orElseThrow();
        var tree = VertxContextSupport.subscribeAndAwait(store::tree);
        unsigned.reached(tree.upto());
        var upto = settled(tree);
        if (upto <= tree.upto()) return false;
        var taken = VertxContextSupport.subscribeAndAwait(() -> store.take(holder, lease()));
        if (taken.isEmpty()) {
            unsigned.stands(clock.instant(), "another replica has the right to sign, or had it and was just killed");
            return false;
        }
        return taken.get().upto() < upto && sign(signer, taken.get(), upto);
    }

    /** Longer than the pause, so that the same replica goes on while it lives. */
    private Duration lease() {
        var longer = every.multipliedBy(3);
        return longer.compareTo(LEASE) > 0 ? longer : LEASE;
    }

    /** Up to which number all lines that there will ever be are there; at least up to where the tree has them. */
    private long settled(Tree tree) throws Throwable {
        var waits = awaited;
        if (waits == null || !waits.isAbout(tree)) {
            var numbers = VertxContextSupport.subscribeAndAwait(lines::numbers);
            if (numbers.newest() <= tree.upto()) return nothingNew(tree, numbers);
            var moment = VertxContextSupport.subscribeAndAwait(lines::now);
            if (!moment.server().equals(numbers.server())) return otherServer(tree);
            waits = new Awaited(numbers.newest(), tree.upto(), moment);
            awaited = waits;
            unsigned.begins(clock.instant());
        }
        var moment = waits.moment();
        for (int look = 0; look < LOOKS; look++) {
            var passed = VertxContextSupport.subscribeAndAwait(() -> lines.passed(moment));
            if (passed == Passed.OVER) return waits.newest();
            if (passed == Passed.OF_ANOTHER_SERVER) return otherServer(tree);
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        unsigned.stands(
                clock.instant(),
                "a transaction on the database's server stands open that may still write a line up to number "
                        + waits.newest());
        return tree.upto(); // the next time goes on from here
    }

    /** A restart or a backup that was brought back: other transactions are open, and other numbers are given. The next look begins anew. */
    private long otherServer(Tree tree) {
        awaited = null;
        unsigned.stands(clock.instant(), "the database's server was started anew meanwhile");
        return tree.upto();
    }

    private long nothingNew(Tree tree, Numbers numbers) {
        awaited = null;
        if (tree.upto() <= numbers.given()) unsigned.none();
        else
            unsigned.stands(
                    clock.instant(),
                    "the database says that lines up to number %d are signed, and the last number that a line was given is %d: somebody changed one of the two, and what is new is signed only above the first"
                            .formatted(tree.upto(), numbers.given()));
        return tree.upto();
    }

    private boolean sign(NoteSigner signer, Tree tree, long upto) throws Throwable {
        var fresh = VertxContextSupport.subscribeAndAwait(() -> lines.settled(tree.upto(), upto, MOST));
        if (fresh.isEmpty()) return gone(upto);
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

    /** Whoever takes away what waits keeps none that comes later from being signed. */
    private boolean gone(long upto) {
        awaited = null;
        var what = "lines up to number %d waited to be signed, and are gone".formatted(upto);
        LOG.warn(what);
        unsigned.stands(clock.instant(), what);
        return false;
    }
}
