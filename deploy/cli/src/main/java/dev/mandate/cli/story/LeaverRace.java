package dev.mandate.cli.story;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.actors.Questions;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.hr.HrDesk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long after HR's event the last allow is still received. Each leaver and one of his agents is asked about every 5 ms,
 * from the send of the event until both have been denied without a break for a while.
 */
final class LeaverRace {
    record Runner(String employeeId, String person, String agent) {}

    /** Milliseconds from the send of the HR event to the last allow received, sorted. */
    record Result(long[] millis, int neverDenied, int questions) {
        long percentile(double share) {
            return millis[(int) Math.min(millis.length - 1L, (long) Math.ceil(share * millis.length) - 1)];
        }

        long max() {
            return millis[millis.length - 1];
        }
    }

    private static final int EVERY_MILLIS = 5;
    private static final int DENIED_IN_A_ROW = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Questions questions;
    private final String gatewayToken;
    private final HrDesk hr;
    private final String personModel;
    private final String agentTool;

    LeaverRace(Questions questions, String gatewayToken, HrDesk hr, String personModel, String agentTool) {
        this.questions = questions;
        this.gatewayToken = gatewayToken;
        this.hr = hr;
        this.personModel = personModel;
        this.agentTool = agentTool;
    }

    Result run(List<Runner> runners, int perSecond) {
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
        try {
            var tracks = new ArrayList<Track>();
            for (int i = 0; i < runners.size(); i++) {
                var track = new Track(runners.get(i));
                tracks.add(track);
                clock.schedule(() -> track.start(clock), i * 1000L / perSecond, TimeUnit.MILLISECONDS);
            }
            Await.until(
                    PATIENCE.plusSeconds(runners.size() / perSecond),
                    () -> tracks.stream().allMatch(Track::done),
                    done -> done);
            var millis = tracks.stream().mapToLong(Track::lastAllowMillis).toArray();
            Arrays.sort(millis);
            var never = (int) tracks.stream().filter(track -> !track.done()).count();
            return new Result(
                    millis,
                    never,
                    tracks.stream().mapToInt(track -> track.asked.get()).sum());
        } finally {
            clock.shutdownNow();
        }
    }

    private final class Track {
        private final Runner runner;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger denials = new AtomicInteger();
        private final AtomicLong lastAllow = new AtomicLong();
        private volatile long sent;
        private volatile boolean done;

        Track(Runner runner) {
            this.runner = runner;
        }

        void start(ScheduledExecutorService clock) {
            sent = System.nanoTime();
            hr.leaves(runner.employeeId());
            var task = new ScheduledFuture<?>[1];
            task[0] = clock.scheduleAtFixedRate(
                    () -> {
                        if (done) task[0].cancel(false);
                        else askBoth();
                    },
                    0,
                    EVERY_MILLIS,
                    TimeUnit.MILLISECONDS);
        }

        private void askBoth() {
            keep(questions.ask(gatewayToken, "person", runner.person(), "use", "model", personModel));
            keep(questions.ask(gatewayToken, "agent", runner.agent(), "call", "tool", agentTool));
        }

        private void keep(java.util.concurrent.CompletableFuture<Verdict> answer) {
            asked.incrementAndGet();
            answer.whenComplete((verdict, failure) -> {
                if (failure != null) return;
                if (verdict.allowed()) {
                    denials.set(0);
                    lastAllow.accumulateAndGet(System.nanoTime() - sent, Math::max);
                } else if (denials.incrementAndGet() >= DENIED_IN_A_ROW) {
                    done = true;
                }
            });
        }

        boolean done() {
            return done;
        }

        long lastAllowMillis() {
            return TimeUnit.NANOSECONDS.toMillis(lastAllow.get());
        }
    }
}
