package dev.mandate.cli.running;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts again what ended without being asked to, and what runs and isn't alive ({@link LivenessWatch}), until the system is taken down.
 * Whatever ends again soon after it was started is tried less and less often, so that a service that can't run leaves the machine to the
 * others.
 */
public final class Supervisor {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration STABLE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final MandateSystem system;
    private final Consumer<String> told;
    private final Map<String, Restarts> restarts = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();

    /** @param told what happened, a line each */
    public Supervisor(MandateSystem system, Consumer<String> told) {
        this.system = system;
        this.told = told;
    }

    /** Returns once somebody took the system down, or this thread is interrupted. */
    public void watch() {
        try (var liveness = new LivenessWatch(system::parts, System::nanoTime).start()) {
            while (system.isWanted()) {
                liveness.lost().ifPresent(this::end);
                for (var part : system.parts()) carefully(part);
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (InterruptedException | NotReady interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is wrong with the files of one leaves the others watched. */
    private void carefully(Part part) {
        try {
            look(part);
            failures.remove(part.name());
        } catch (RuntimeException e) {
            var words = part.name() + " can't be watched: " + e.getMessage();
            if (!words.equals(failures.put(part.name(), words))) told.accept(words);
        }
    }

    private void end(LivenessWatch.Lost lost) {
        var part = lost.part();
        if (part.wrong().isEmpty()) return; // just now
        told.accept(lost.why());
        restartsOf(part).ends();
        try {
            system.end(part, told);
        } catch (RuntimeException e) {
            told.accept(part.name() + " can't be ended: " + e.getMessage());
        }
    }

    private Restarts restartsOf(Part part) {
        return restarts.computeIfAbsent(part.name(), unknown -> new Restarts());
    }

    private void look(Part part) {
        var process = restartsOf(part);
        if (part.running().isPresent()) {
            process.noticed = false;
            if (process.waitsToBeReady && part.readiness().ready()) {
                process.waitsToBeReady = false;
                told.accept("%s is ready again after %.1f s".formatted(part.name(), process.secondsSinceEnd()));
            }
            return;
        }
        if (!process.noticed) {
            process.ends();
            told.accept(part.name() + " ended" + process.nextTry());
        }
        if (!process.isDue()) return;
        process.tried();
        try {
            system.restart(part, told);
            process.waitsToBeReady = true;
        } catch (RuntimeException e) {
            told.accept(part.name() + " can't be started" + process.nextTry() + ": " + e.getMessage());
        }
    }

    /** How often one process was started again lately. */
    private static final class Restarts {
        private boolean noticed;
        private boolean waitsToBeReady;
        private long endedAt;
        private long triedAt;
        private int soonAfterEachOther;

        void ends() {
            noticed = true;
            endedAt = System.nanoTime();
        }

        boolean isDue() {
            return soonAfterEachOther == 0 || System.nanoTime() - triedAt >= pause().toNanos();
        }

        void tried() {
            var now = System.nanoTime();
            soonAfterEachOther = now - triedAt > STABLE.toNanos() ? 1 : soonAfterEachOther + 1;
            triedAt = now;
        }

        /** None before the first time; then 1 s, 2 s, 4 s, as long as each try comes less than a minute after the one before. */
        Duration pause() {
            if (soonAfterEachOther == 0 || System.nanoTime() - triedAt > STABLE.toNanos()) return Duration.ZERO;
            var doubled = Duration.ofSeconds(1L << Math.min(soonAfterEachOther - 1, 6));
            return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        }

        String nextTry() {
            var left = pause().minusNanos(System.nanoTime() - triedAt);
            return left.isNegative() || left.isZero()
                    ? ": starting it again"
                    : ": the next try is in %d s".formatted(left.toSeconds() + 1);
        }

        double secondsSinceEnd() {
            return (System.nanoTime() - endedAt) / 1e9;
        }
    }
}
