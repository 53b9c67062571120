package dev.mandate.identity.transmitters;

import dev.mandate.identity.keys.SecretSeal;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.sweep.Repeated;
import dev.mandate.messaging.sweep.Turns;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Asks transmitters that don't push, each for itself: who is slow or gone holds up nobody else, and is asked again later each time. What isn't
 * acknowledged is given again, and counts once; what can't be looked at yet is left there.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8936">RFC 8936</a>
 */
@ApplicationScoped
class SignalPolls {
    /** Of one replica. */
    static final int AT_ONCE = 8;

    /** After so many failures in turn, for more than a minute, somebody should look. */
    private static final int FAILING = 5;

    private static final Logger LOG = Logger.getLogger(SignalPolls.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Where nobody is polled, as in most organisations, the database is asked that seldom whether it is still so. */
    private static final int LOOKS_BETWEEN = 5;

    /** Then another one has its turn. */
    private static final Duration TURN = Duration.ofSeconds(30);

    /** Then another replica asks, which may be given something again. */
    private static final Duration LEASE = Duration.ofSeconds(90);

    private final PollStore store;
    private final PollHttp http;
    private final HeardSignals signals;
    private final SecretSeal seal;
    private final InstantSource clock;

    /** Between two questions to one that has nothing to tell. */
    private final Duration every;

    private final Repeated look = new Repeated("signals-poll", this::some);
    private final Turns turns = new Turns("signals-poll-one", AT_ONCE);
    private int looks;
    private boolean polled;
    private volatile Map<String, String> failing = Map.of();

    /** @throws IllegalArgumentException at the start for a pause by which who fails would be asked all the time, or seldom */
    SignalPolls(
            PollStore store,
            PollHttp http,
            HeardSignals signals,
            SecretSeal seal,
            InstantSource clock,
            TransmitterConfig config) {
        this.store = store;
        this.http = http;
        this.signals = signals;
        this.seal = seal;
        this.clock = clock;
        this.every = config.pollEvery();
        if (every.compareTo(LOOK_EVERY) < 0 || every.compareTo(LONGEST_PAUSE) > 0)
            throw new IllegalArgumentException(
                    "mandate.transmitters.poll-every must be at least a second and at most five minutes");
    }

    void start(@Observes StartupEvent event) {
        look.begin(LOOK_EVERY, LOOK_EVERY);
    }

    void stop(@Observes ShutdownEvent event) {
        look.close();
        turns.close();
    }

    /** Why they couldn't be asked lately, at any replica, by transmitter. */
    Map<String, String> failing() {
        return failing;
    }

    private boolean some() throws Throwable {
        if (looks++ % LOOKS_BETWEEN == 0) {
            polled = VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(store::count)) > 0;
            failing = polled ? whoFails() : Map.of();
        }
        var free = turns.free();
        if (!polled || free == 0) return false;
        var now = clock.instant();
        for (var issuer : VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> store.lease(now, now.plus(LEASE), free))))
            turns.give(() -> turn(issuer));
        return false;
    }

    private Map<String, String> whoFails() throws Throwable {
        var found = new LinkedHashMap<String, String>();
        for (var row : VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> store.failing(FAILING))))
            found.put(row.issuer, String.valueOf(row.problem));
        return found;
    }

    private void turn(String issuer) {
        try {
            var found = VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> store.of(issuer)));
            if (found.isEmpty()) return;
            var problem = poll(found.get());
            if (problem.isPresent()) failed(issuer, problem.get());
            else {
                var now = clock.instant();
                await(() -> store.answered(issuer, now, now.plus(every)));
            }
        } catch (Throwable e) {
            failed(issuer, "it can't be taken here");
            LOG.debug("signals are asked for later", e);
        }
    }

    private void failed(String issuer, String why) {
        LOG.warnf("signals of %s are asked for later: %s", issuer, why);
        try {
            await(() -> store.failed(issuer, why, clock.instant(), every, LONGEST_PAUSE));
        } catch (Throwable e) {
            LOG.warnf("%s is asked again once its lease is over: %s", issuer, e);
        }
    }

    /** Empty where it answered as it should, and all that it gave could be looked at. */
    private Optional<String> poll(PollRow row) throws Throwable {
        var access = seal.tryOpen(PollRow.ownerOf(row.issuer), row.sealed).map(PollAccess::read);
        if (access.isEmpty()) return Optional.of("what opens it there can't be read; register it anew");
        var until = System.nanoTime() + TURN.toNanos();
        var ask = PollAsk.FIRST;
        do {
            var answer = http.ask(row.issuer, access.get(), ask);
            if (answer instanceof Result.Refused<PollAnswer, String> refused) return Optional.of(refused.reason());
            ask = heard(answer.fold(PollAnswer::signals, refused -> Map.of()));
        } while (ask.tells() && ask.more() && System.nanoTime() < until);
        if (ask.tells()
                && http.ask(row.issuer, access.get(), ask.last()) instanceof Result.Refused<PollAnswer, String> refused)
            return Optional.of(refused.reason());
        return ask.more()
                ? Optional.empty()
                : Optional.of(
                        "one of its signals can't be taken yet: the keys of its iss can't be had, or something fails here");
    }

    /** What became of them, with nothing of those that may be good later, for which no others wait; then no more are wanted now. */
    private PollAsk heard(Map<String, String> given) throws Throwable {
        List<String> taken = new ArrayList<>();
        var refused = new LinkedHashMap<String, SignalFault>();
        for (var each : given.entrySet())
            try {
                Optional<SignalFault> fault = VertxContextSupport.subscribeAndAwait(() -> signals.hear(each.getValue())
                        .map(result -> result.fold(done -> Optional.empty(), Optional::of)));
                fault.ifPresentOrElse(why -> refused.put(each.getKey(), why), () -> taken.add(each.getKey()));
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                LOG.warn("a signal can't be taken here, and is asked for again", e);
            }
        refused.values().removeIf(fault -> fault.kind() == SignalFault.Kind.NO_KEYS);
        return new PollAsk(taken, refused, taken.size() + refused.size() == given.size());
    }

    private static void await(Supplier<Uni<Void>> work) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
    }
}
