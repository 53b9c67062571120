package dev.mandate.messaging.inbox;

import dev.mandate.messaging.sweep.Repeated;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;

/** Removes inbox rows that no redelivery can meet any more, a few at a time. Replicas may do it at once. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class Forgetting {
    private static final int AT_ONCE = 10_000;
    private static final String DELETE = "DELETE FROM inbox WHERE ctid = ANY (ARRAY (SELECT ctid FROM inbox"
            + " WHERE seen_at < clock_timestamp() - ? * interval '1 second' LIMIT " + AT_ONCE + "))";

    private final AgroalDataSource dataSource;
    private final InboxConfig config;
    private final Repeated timer = new Repeated("inbox-forgetting", this::some);

    @Inject
    Forgetting(AgroalDataSource dataSource, InboxConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        timer.begin(Duration.ofMinutes(10), Duration.ofHours(1));
    }

    void stop(@Observes ShutdownEvent event) {
        timer.close();
    }

    /** @return whether there may be more */
    boolean some() throws SQLException {
        try (var database = dataSource.getConnection();
                var delete = database.prepareStatement(DELETE)) {
            delete.setLong(1, config.retention().toSeconds());
            return delete.executeUpdate() == AT_ONCE;
        }
    }
}
