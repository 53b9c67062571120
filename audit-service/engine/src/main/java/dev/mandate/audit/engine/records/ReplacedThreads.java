package dev.mandate.audit.engine.records;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a stream thread that failed. What fails one is the broker or a bug that no record is to blame for: neither may end the job
 * while other records can still be judged. That it happens again and again shows in the metrics and, once nothing else goes on, in the
 * readiness of the service.
 */
public class ReplacedThreads implements StreamsUncaughtExceptionHandler {
    private static final System.Logger LOG = System.getLogger(ReplacedThreads.class.getName());

    /** A failure that stays would otherwise replace threads, and fill the log, as fast as they start. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Runnable counting;
    private volatile @Nullable Failed last;

    /** @param cause as its exception tells it */
    public record Failed(Instant at, String cause) {}

    /** @param counting is run for each thread that is replaced */
    public ReplacedThreads(InstantSource clock, Runnable counting) {
        this.clock = clock;
        this.counting = counting;
    }

    /** Empty if none failed since the service started. */
    public Optional<Failed> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        last = new Failed(clock.instant(), Text.shown(Failure.told(failure), Bounds.FINDING_TITLE));
        counting.run();
        LOG.log(System.Logger.Level.ERROR, "a thread of the risk job failed and is replaced", failure);
        pause();
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped meanwhile", e);
        }
    }
}
