package dev.mandate.messaging.inbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Removes inbox rows that no redelivery can meet any more, a few at a time. Replicas may do it at once. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class Forgetting {
    private static final Logger LOG = Logger.getLogger(Forgetting.class);
    private static final int AT_ONCE = 10_000;
    private static final String DELETE = "DELETE FROM inbox WHERE ctid = ANY (ARRAY (SELECT ctid FROM inbox"
            + " WHERE seen_at < clock_timestamp() - ? * interval '1 second' LIMIT " + AT_ONCE + "))";

    private final AgroalDataSource dataSource;
    private final InboxConfig config;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "inbox-forgetting");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    Forgetting(AgroalDataSource dataSource, InboxConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // forget() never throws
    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::forget, 10, 60, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    void forget() {
        try (var database = dataSource.getConnection();
                var delete = database.prepareStatement(DELETE)) {
            delete.setLong(1, config.retention().toSeconds());
            while (delete.executeUpdate() == AT_ONCE && !timer.isShutdown()) Thread.onSpinWait();
        } catch (SQLException e) {
            LOG.warnf("inbox rows could not be removed: %s", e.getMessage());
        }
    }
}
