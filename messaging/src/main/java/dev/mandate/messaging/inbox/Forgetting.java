package dev.mandate.messaging.inbox;

import dev.mandate.messaging.sweep.OldRows;
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

/** Removes inbox rows that no redelivery can meet any more. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class Forgetting {
    private final OldRows rows;
    private final Repeated timer = new Repeated("inbox-forgetting", this::some);

    @Inject
    Forgetting(AgroalDataSource database, InboxConfig config) {
        this.rows = new OldRows(database, "inbox", "seen_at", config.retention());
    }

    void start(@Observes StartupEvent event) {
        timer.begin(Duration.ofMinutes(10), Duration.ofHours(1));
    }

    void stop(@Observes ShutdownEvent event) {
        timer.close();
    }

    /** @return whether there may be more */
    boolean some() throws SQLException {
        return rows.removeSome();
    }
}
