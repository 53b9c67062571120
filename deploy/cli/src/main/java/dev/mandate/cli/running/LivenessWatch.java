package dev.mandate.cli.running;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks every process that runs, now and then, whether it is alive, and says which one is to be ended and started again: one at a time, so
 * that a machine that is too slow for all of them isn't given more to do. It has a thread of its own, since who doesn't answer is waited for.
 */
final class LivenessWatch implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    /** More time than that between two looks is this process' own, or the machine's. */
    private static final Duration MOST_BETWEEN_LOOKS = Duration.ofSeconds(10);
    /** For so long nobody else is lost while one comes back. */
    private static final Duration COMES_BACK = Duration.ofMinutes(2);
    /** Where nobody is alive, it is rather the machine, for which there is so many times the patience. */
    private static final int NOBODY_IS_ALIVE = 4;

    private final Supplier<? extends Iterable<? extends Part>> parts;
    private final LongSupplier nanoTime;
    private final Map<String, Silence> silences = new HashMap<>();
    private final AtomicReference<@Nullable Lost> lost = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "liveness");
    private long lookedAt;
    private @Nullable Lost comesBack;

    /**
     * One that is to be started again.
     *
     * @param why what is to be told of it
     */
    record Lost(Part part, String why, long at) {}

    LivenessWatch(Supplier<? extends Iterable<? extends Part>> parts, LongSupplier nanoTime) {
        this.parts = parts;
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong();
        thread.setDaemon(true);
    }

    LivenessWatch start() {
        thread.start();
        return this;
    }

    /** Whoever takes it starts it again. */
    Optional<Lost> lost() {
        return Optional.ofNullable(lost.getAndSet(null));
    }

    private void run() {
        try {
            while (true) {
                carefully();
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (InterruptedException e) {
            thread.interrupt();
        }
    }

    /** A look that fails is none; the next one may not. */
    private void carefully() {
        try {
            look();
        } catch (RuntimeException e) {
            passed();
        }
    }

    /** At all once. */
    void look() {
        var wrongs = new HashMap<Part, String>();
        for (var part : parts.get()) asked(part).ifPresent(wrong -> wrongs.put(part, wrong));
        var passed = passed();
        if (!wrongs.containsValue("")) passed = passed.dividedBy(NOBODY_IS_ALIVE);
        for (var seen : wrongs.entrySet()) judge(seen.getKey(), seen.getValue(), passed);
    }

    /** Empty too where its files can't be read, of which {@link Supervisor} tells: the others are watched nevertheless. */
    private static Optional<String> asked(Part part) {
        try {
            return part.running().map(process -> part.wrong());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private Duration passed() {
        var now = nanoTime.getAsLong();
        var passed = Duration.ofNanos(now - lookedAt);
        lookedAt = now;
        return passed.compareTo(MOST_BETWEEN_LOOKS) > 0 ? MOST_BETWEEN_LOOKS : passed;
    }

    private void judge(Part part, String wrong, Duration passed) {
        var process = part.running();
        if (process.isEmpty()) return;
        var pid = process.get().pid();
        var silence = silences.computeIfAbsent(part.name(), unknown -> new Silence());
        if (wrong.isEmpty()) {
            silence.alive(pid, passed);
            if (comesBack != null && comesBack.part().name().equals(part.name())) comesBack = null;
            return;
        }
        var cpu = process.get().info().totalCpuDuration().orElse(Duration.ZERO);
        silence.notAlive(pid, cpu, othersComeBack(part) ? Duration.ZERO : passed)
                .ifPresent(since -> give(part, wrong, since));
    }

    private boolean othersComeBack(Part part) {
        return comesBack != null
                && !comesBack.part().name().equals(part.name())
                && nanoTime.getAsLong() - comesBack.at() < COMES_BACK.toNanos();
    }

    private void give(Part part, String wrong, Duration since) {
        var why = "%s %s, and hasn't for %d s: it is ended and started again"
                .formatted(part.name(), wrong, since.toSeconds());
        comesBack = new Lost(part, why, nanoTime.getAsLong());
        lost.set(comesBack);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
