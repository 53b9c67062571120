package dev.mandate.audit.risk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a stream thread that failed. What fails one is the broker or a bug that no record is to blame for: neither may end the job
 * while other records can still be judged. That it happens again and again shows in the metrics and, once nothing else goes on, in the
 * readiness of the service.
 */
@Singleton
public class ReplacedThreads implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = Logger.getLogger(ReplacedThreads.class);

    /** A failure that stays would otherwise replace threads, and fill the log, as fast as they start. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Counter counter;
    private volatile @Nullable Failed last;

    /** @param cause as its exception tells it */
    public record Failed(Instant at, String cause) {}

    @Inject
    ReplacedThreads(InstantSource clock, MeterRegistry metrics) {
        this.clock = clock;
        this.counter = metrics.counter("mandate_risk_replaced_threads");
    }

    /** Empty if none failed since the service started. */
    public Optional<Failed> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        last = new Failed(clock.instant(), Text.shown(Failure.told(failure), Bounds.FINDING_TITLE));
        counter.increment();
        LOG.error("a thread of the risk job failed and is replaced", failure);
        RiskConfig.pause(PAUSE);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
