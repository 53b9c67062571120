package dev.mandate.cli.story;

import dev.mandate.cli.actors.Questions;
import dev.mandate.cli.actors.Questions.Item;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.hr.HrDesk;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after HR's event the last allow is still received. Every 5 ms one batch asks about everyone who is leaving at that
 * moment, and about one agent of each, from the send of his event until he has been denied for a while without a break.
 *
 * <p>One batch for all, and not a request for each: with a request for each, what is measured on a small machine is the asking.
 */
final class LeaverRace {
    record Runner(String employeeId, String person, String agent) {}

    /**
     * @param millis from the send of the HR event to the last allow received, sorted; of those leavers only for whom one was received
     * @param neverDenied leavers who were still allowed something when patience ended
     * @param questions asked about leavers and their agents
     * @param late batches that were sent more than 5 ms after they were due, or not at all, since {@link #MOST_IN_FLIGHT} had no answer yet
     * @param failed batches without an answer
     */
    record Result(long[] millis, int neverDenied, int questions, int batches, int late, int failed) {
        /** 0 where no allow was received at all. */
        long percentile(double share) {
            if (millis.length == 0) return 0;
            return millis[(int) Math.min(millis.length - 1L, (long) Math.ceil(share * millis.length) - 1)];
        }

        long max() {
            return percentile(1);
        }
    }

    private static final long EVERY_NANOS = Duration.ofMillis(5).toNanos();
    private static final long DENIED_FOR_NANOS = Duration.ofMillis(50).toNanos();

    /** Since the last who left or was denied for good: how long all of it takes depends on the machine. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private static final int MOST_IN_FLIGHT = 4;
    private static final int MOST_IN_A_BATCH = 100;

    private final Questions questions;
    private final String gatewayToken;
    private final HrDesk hr;
    private final String personModel;
    private final String agentTool;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private int asked;
    private int batches;
    private int late;

    LeaverRace(Questions questions, String gatewayToken, HrDesk hr, String personModel, String agentTool) {
        this.questions = questions;
        this.gatewayToken = gatewayToken;
        this.hr = hr;
        this.personModel = personModel;
        this.agentTool = agentTool;
    }

    /** Asks for a while about people who stay, so that no JVM is cold when it counts. */
    void warmUp(List<Runner> runners, Duration duration) {
        var end = System.nanoTime() + duration.toNanos();
        var tracks = runners.stream().limit(4).map(Track::new).toList();
        for (long due = System.nanoTime(); due < end; due += EVERY_NANOS) {
            waitUntil(due);
            if (inFlight.get() < MOST_IN_FLIGHT) ask(tracks);
        }
        drain();
    }

    Result run(List<Runner> runners, int perSecond) {
        asked = batches = late = 0;
        var waiting = new ArrayDeque<>(runners);
        var all = new ArrayList<Track>();
        var leaving = new ArrayList<Track>();
        var began = System.nanoTime();
        var progress = began;
        for (long due = began;
                due < progress + PATIENCE_NANOS && !(waiting.isEmpty() && leaving.isEmpty());
                due += EVERY_NANOS) {
            waitUntil(due);
            while (!waiting.isEmpty() && began + all.size() * 1_000_000_000L / perSecond <= due) {
                var track = new Track(waiting.remove());
                track.leave();
                all.add(track);
                leaving.add(track);
                progress = due;
            }
            var full = inFlight.get() >= MOST_IN_FLIGHT;
            if (full || System.nanoTime() - due > EVERY_NANOS) late++;
            if (!full) ask(leaving);
            if (leaving.removeIf(Track::denied)) progress = due;
        }
        drain();
        return new Result(
                all.stream()
                        .filter(track -> track.lastAllow > 0)
                        .mapToLong(track -> (track.lastAllow - track.left) / 1_000_000)
                        .sorted()
                        .toArray(),
                leaving.size() + waiting.size(),
                asked,
                batches,
                late,
                failed.get());
    }

    private void ask(List<Track> tracks) {
        for (int from = 0; from < tracks.size(); from += MOST_IN_A_BATCH)
            askBatch(List.copyOf(tracks.subList(from, Math.min(tracks.size(), from + MOST_IN_A_BATCH))));
    }

    private void askBatch(List<Track> tracks) {
        var items = new ArrayList<Item>();
        tracks.forEach(track -> items.addAll(track.both));
        inFlight.incrementAndGet();
        batches++;
        asked += items.size();
        var unused = questions.askAll(gatewayToken, items).whenComplete((verdicts, failure) -> {
            if (failure != null) failed.incrementAndGet();
            else received(tracks, verdicts);
            inFlight.decrementAndGet();
        });
    }

    private static void received(List<Track> tracks, List<Verdict> verdicts) {
        var now = System.nanoTime();
        for (int i = 0; i < tracks.size(); i++) {
            var allowed =
                    verdicts.get(2 * i).allowed() || verdicts.get(2 * i + 1).allowed();
            tracks.get(i).received(allowed, now);
        }
    }

    private void drain() {
        while (inFlight.get() > 0) LockSupport.parkNanos(EVERY_NANOS);
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) LockSupport.parkNanos(left);
    }

    private final class Track {
        private final Runner runner;
        private final List<Item> both;
        private long left;
        private volatile long lastAllow;
        private volatile long firstDenial;

        Track(Runner runner) {
            this.runner = runner;
            this.both = List.of(
                    new Item("person", runner.person(), "use", "model", personModel),
                    new Item("agent", runner.agent(), "call", "tool", agentTool));
        }

        void leave() {
            left = System.nanoTime();
            hr.leaves(runner.employeeId());
        }

        synchronized void received(boolean allowed, long now) {
            if (allowed) {
                lastAllow = Math.max(lastAllow, now);
                firstDenial = 0;
            } else if (firstDenial == 0) {
                firstDenial = now;
            }
        }

        boolean denied() {
            var since = firstDenial;
            return since > 0 && System.nanoTime() - since > DENIED_FOR_NANOS;
        }
    }
}
