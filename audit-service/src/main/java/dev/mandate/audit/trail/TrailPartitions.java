package dev.mandate.audit.trail;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Makes the coming months' partitions twice a day. Without it nothing is lost: the default partition takes the rows. */
@ApplicationScoped
class TrailPartitions {
    private static final Logger LOG = Logger.getLogger(TrailPartitions.class);

    private final Pool database;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "trail-partitions"));

    @Inject
    TrailPartitions(Pool database) {
        this.database = database;
    }

    void start(@Observes StartupEvent event) {
        var unused = timer.scheduleWithFixedDelay(this::ensure, 0, 12, TimeUnit.HOURS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void ensure() {
        database.query("SELECT trail_ensure_partitions(2)")
                .execute()
                .subscribe()
                .with(done -> {}, e -> LOG.warn("no partition for the coming months could be made", e));
    }
}
