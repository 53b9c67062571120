package dev.mandate.cli.story;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.actors.Questions;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.hr.HrDesk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * How long after HR's event the last allow is still received. Each leaver and one of his agents is asked about every 5 ms,
 * from the send of the event until both have been denied without a break for a while.
 */
final class LeaverRace {
    record Runner(String employeeId, String person, String agent) {}

    /**
     * @param millis from the send of the HR event to the last allow received, sorted; of those leavers only for whom one was received
     * @param questions pairs asked, each about a leaver and one of his agents
     * @param skipped pairs that were due while {@link #MOST_IN_FLIGHT} others of the same leaver had no answer yet
     * @param failed pairs without an answer
     */
    record Result(long[] millis, int neverDenied, int questions, int skipped, int failed) {
        /** 0 where no allow was received at all. */
        long percentile(double share) {
            if (millis.length == 0) return 0;
            return millis[(int) Math.min(millis.length - 1L, (long) Math.ceil(share * millis.length) - 1)];
        }

        long max() {
            return percentile(1);
        }
    }

    private static final int EVERY_MILLIS = 5;
    private static final int DENIED_IN_A_ROW = 4;
    private static final int MOST_IN_FLIGHT = 4;
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
                    () -> tracks.stream().allMatch(Track::finished),
                    done -> done);
            return new Result(
                    tracks.stream()
                            .filter(Track::wasAllowed)
                            .mapToLong(Track::lastAllowMillis)
                            .sorted()
                            .toArray(),
                    (int) tracks.stream().filter(track -> !track.done).count(),
                    sum(tracks, track -> track.asked),
                    sum(tracks, track -> track.skipped),
                    sum(tracks, track -> track.failed));
        } finally {
            clock.shutdownNow();
        }
    }

    private static int sum(List<Track> tracks, Function<Track, AtomicInteger> counter) {
        return tracks.stream().map(counter).mapToInt(AtomicInteger::get).sum();
    }

    private final class Track {
        private final Runner runner;
        private final List<Questions.Item> both;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicInteger skipped = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger denials = new AtomicInteger();
        private final AtomicLong lastAllow = new AtomicLong();
        private volatile long sent;
        private volatile boolean done;

        Track(Runner runner) {
            this.runner = runner;
            this.both = List.of(
                    new Questions.Item("person", runner.person(), "use", "model", personModel),
                    new Questions.Item("agent", runner.agent(), "call", "tool", agentTool));
        }

        void start(ScheduledExecutorService clock) {
            sent = System.nanoTime();
            hr.leaves(runner.employeeId());
            next(clock);
        }

        /** Due times are fixed from the start, so that a late tick is followed at once by the next. */
        private void next(ScheduledExecutorService clock) {
            if (done) return;
            ask();
            var due = sent + TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS) * (asked.get() + skipped.get());
            clock.schedule(() -> next(clock), Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
        }

        private void ask() {
            if (inFlight.get() >= MOST_IN_FLIGHT) {
                skipped.incrementAndGet();
                return;
            }
            asked.incrementAndGet();
            inFlight.incrementAndGet();
            questions.askAll(gatewayToken, both).whenComplete((verdicts, failure) -> {
                if (failure != null) failed.incrementAndGet();
                else if (verdicts.stream().anyMatch(Verdict::allowed)) {
                    denials.set(0);
                    lastAllow.accumulateAndGet(System.nanoTime() - sent, Math::max);
                } else if (denials.incrementAndGet() >= DENIED_IN_A_ROW) {
                    done = true;
                }
                inFlight.decrementAndGet();
            });
        }

        boolean finished() {
            return done && inFlight.get() == 0;
        }

        boolean wasAllowed() {
            return lastAllow.get() > 0;
        }

        long lastAllowMillis() {
            return TimeUnit.NANOSECONDS.toMillis(lastAllow.get());
        }
    }
}
