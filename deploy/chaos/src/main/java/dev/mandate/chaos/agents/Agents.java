package dev.mandate.chaos.agents;

import dev.mandate.chaos.installation.Patience;
import dev.mandate.chaos.ledger.CallId;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.client.ApiRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Agents at work without pause: most tasks read; some send outside what they read, of which an incident must be told; some tell of calls
 * that nobody decided, likewise. Every other task has its calls made by the gateways; of the others, agents ask and tell themselves.
 */
public final class Agents implements AutoCloseable {
    /** Of tasks; all but the first three only read. */
    private static final int KINDS = 10;

    /** A step that nobody allows for so long is given up, and with it its task. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Ledger ledger;
    private final ExecutorService threads;
    private final List<Future<?>> work = new ArrayList<>();
    private final long nanosBetween;
    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private volatile boolean stopped;
    private volatile @Nullable ApiRefused misfit;

    /**
     * @param seed the same draws the same tasks
     * @param eventsASecond of all of them
     */
    public Agents(long seed, int eventsASecond, List<Worker> workers, Ledger ledger) {
        this.ledger = ledger;
        this.threads = Executors.newFixedThreadPool(workers.size());
        // A step is two events: the decision and what was done.
        this.nanosBetween = 2_000_000_000L / eventsASecond;
        for (int i = 0; i < workers.size(); i++) {
            var worker = workers.get(i);
            var random = new Random(seed * 31 + i);
            var first = i % KINDS;
            work.add(threads.submit(() -> work(worker, first, random)));
        }
    }

    private void work(Worker worker, int first, Random random) {
        for (var kind = first; !stopped; kind = random.nextInt(KINDS)) {
            try {
                play(worker, kind, random);
            } catch (RuntimeException e) {
                if (e instanceof ApiRefused refused && refused.status() == 400) misfit = refused;
                ledger.refused.add("a task: " + e);
                Patience.pause();
            }
        }
    }

    /** As long as nothing is struck, a request that can't be is none of a fault's. @throws ApiRefused if there was one */
    public void requireAccepted() {
        var refused = misfit;
        if (refused != null) throw refused;
    }

    private void play(Worker worker, int kind, Random random) {
        var session = worker.task(Worker.UNREAD);
        var end = Instant.now().plus(Worker.AT_WORK);
        if (kind != 1 && random.nextBoolean()) {
            behindGateways(worker, session, kind, end, random);
            return;
        }
        for (int reads = 1 + random.nextInt(8); reads > 0; reads--) if (!step(worker, session, end, random)) return;
        if (kind == 0) {
            turn();
            if (worker.does(session, Worker.SEND, Worker.mailOutside(), deadline(end)))
                ledger.incidents.put(session.session(), Ledger.EXFILTRATION);
        } else if (kind == 1) {
            turn();
            if (worker.makesUp(session, Worker.READ, Worker.contact(0)))
                ledger.incidents.put(session.session(), Ledger.MADE_UP);
        } else if (kind == 2) {
            var asked = Instant.now();
            var decision = worker.asks(session, Worker.DELETE, Worker.contact(0));
            if (decision != null && decision.allowed()) ledger.wrong("outside its scope", decision.id(), asked, asked);
        }
    }

    private void behindGateways(Worker worker, Session session, int kind, Instant end, Random random) {
        var token = worker.gatewayToken(session);
        for (int reads = 1 + random.nextInt(8); reads > 0; reads--) {
            turn();
            if (!worker.hasDone(session, token, Worker.READING, deadline(end))) return;
        }
        turn();
        if (kind == 0 && worker.hasDone(session, token, Worker.SENDING, deadline(end)))
            ledger.incidents.put(session.session(), Ledger.EXFILTRATION);
        if (kind == 2) worker.calls(CallId.next(), token, Worker.DELETING);
    }

    private boolean step(Worker worker, Session session, Instant end, Random random) {
        turn();
        return worker.does(session, Worker.READ, Worker.contact(random.nextInt(1000)), deadline(end));
    }

    private static Instant deadline(Instant end) {
        var own = Instant.now().plus(LONGEST);
        return own.isBefore(end) ? own : end;
    }

    /** Nobody makes up for what he could not do while nobody answered. */
    private void turn() {
        var now = System.nanoTime();
        var mine = next.updateAndGet(at -> Math.max(at, now - TimeUnit.SECONDS.toNanos(1)) + nanosBetween);
        try {
            TimeUnit.NANOSECONDS.sleep(mine - now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Lets each end its task. */
    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
        for (var one : work) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("an agent gave up", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
