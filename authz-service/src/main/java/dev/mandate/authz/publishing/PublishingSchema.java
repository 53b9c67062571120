package dev.mandate.authz.publishing;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Brings the tables up to date, and goes on without if the database can't be reached: a replica that starts then decides all the
 * same, by what is on {@code authz.policies.v1}.
 */
@ApplicationScoped
class PublishingSchema {
    private static final Logger LOG = Logger.getLogger(PublishingSchema.class);
    private static final int BEFORE_THE_RELAY = 1;
    private static final long AGAIN_SECONDS = 5;

    private final Flyway flyway;
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "policy-schema"));

    PublishingSchema(Flyway flyway) {
        this.flyway = flyway;
    }

    void start(@Observes @Priority(BEFORE_THE_RELAY) StartupEvent event) {
        migrate();
    }

    void stop(@Observes ShutdownEvent event) {
        retries.shutdownNow();
    }

    private void migrate() {
        try {
            flyway.migrate();
        } catch (RuntimeException e) {
            LOG.warnf("policies can't be published until the database is there: %s", e.getMessage());
            var unused = retries.schedule(this::migrate, AGAIN_SECONDS, TimeUnit.SECONDS);
        }
    }
}
