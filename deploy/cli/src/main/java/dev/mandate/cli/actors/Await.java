package dev.mandate.cli.actors;

import dev.mandate.cli.running.Behind;
import dev.mandate.cli.running.Ports;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks again until the answer is the awaited one, or gives back the last one when patience ends: with a system that is behind, not before
 * it comes no nearer. How long all of it takes depends on the machine.
 */
public final class Await {
    /** As long as a risk job that was refused may need to stand again on a busy machine, which no count of records shows. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Between two questions. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final Duration patience;
    private final Supplier<Behind.Now> behind;

    Await(Duration patience, Supplier<Behind.Now> behind) {
        this.patience = patience;
        this.behind = behind;
    }

    /** Patient as long as the services of this system take up what was written. */
    public static Await of(Ports ports) {
        return new Await(PATIENCE, new Behind(ports)::now);
    }

    /** Of whichever system: for a while. */
    static Await patiently() {
        return new Await(Duration.ofSeconds(30), () -> new Behind.Now(0, ""));
    }

    /** Tells what is late where it gives up on a system that is behind. */
    public <T> T until(Supplier<T> question, Predicate<T> awaited) {
        var least = Long.MAX_VALUE;
        while (true) {
            var answer = until(patience, question, awaited);
            if (awaited.test(answer)) return answer;
            var now = behind.get();
            var nearer = now.records() < least && (now.records() > 0 || least < Long.MAX_VALUE);
            if (!nearer) {
                if (now.records() > 0) System.err.println("mandate: it came no nearer: " + now.words());
                return answer;
            }
            least = now.records();
        }
    }

    public static <T> T until(Duration patience, Supplier<T> question, Predicate<T> awaited) {
        var began = System.nanoTime();
        while (true) {
            var answer = question.get();
            var waited = System.nanoTime() - began;
            if (awaited.test(answer) || waited > patience.toNanos()) return answer;
            try {
                TimeUnit.NANOSECONDS.sleep(pause(waited));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** A tenth of the time that it took so far: who waits long needs no answer to the millisecond, and each question is work for all. */
    private static long pause(long waited) {
        return Math.min(LONGEST_PAUSE.toNanos(), Math.max(SHORTEST_PAUSE.toNanos(), waited / 10));
    }
}
