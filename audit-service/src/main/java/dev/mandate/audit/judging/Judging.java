package dev.mandate.audit.judging;

import dev.mandate.audit.knowledge.KnownSessions;
import dev.mandate.audit.risk.RiskJob;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Watches until when everything is judged, as decisions know it, whichever replica judges: while it doesn't advance, what can't be taken
 * back is denied. Says so in the log, and in {@code mandate_risk_standstill_seconds}.
 */
@ApplicationScoped
class Judging {
    private static final Logger LOG = Logger.getLogger(Judging.class);

    private final KnownSessions sessions;
    private final RiskJob job;
    private final InstantSource clock;
    private final Stillness stillness = new Stillness();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "judging"));

    @Inject
    Judging(KnownSessions sessions, RiskJob job, InstantSource clock, MeterRegistry metrics) {
        this.sessions = sessions;
        this.job = job;
        this.clock = clock;
        Gauge.builder("mandate.risk.standstill.seconds", () -> still().toMillis() / 1000.0)
                .description("For how long nothing more has been judged; 0 while judging goes on")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        var every = Stillness.LOOK.toMillis();
        var unused = timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** For how long it has stood still; zero while it goes on. */
    Duration still() {
        return stillness.still();
    }

    /** What hinders it, as this replica sees it; empty while it goes on. */
    String why() {
        return stillness.why();
    }

    /** Why this replica judges nothing any more; empty while it does, or may come to. */
    Optional<String> ended() {
        return job.alive() ? Optional.empty() : Optional.of("the job has ended; start the service again");
    }

    Instant until() {
        return sessions.completeUntil();
    }

    private void look() {
        try {
            stillness.look(clock.instant(), until(), job::hindrance).ifPresent(LOG::warn);
        } catch (RuntimeException e) {
            LOG.error("judging can't be watched for the moment", e);
        }
    }
}
