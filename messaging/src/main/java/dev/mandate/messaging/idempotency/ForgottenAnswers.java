package dev.mandate.messaging.idempotency;

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

/** Removes answers that nobody is given any more. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class ForgottenAnswers {
    private final OldRows rows;
    private final Repeated timer = new Repeated("answers-forgetting", this::some);

    @Inject
    ForgottenAnswers(AgroalDataSource database) {
        this.rows = new OldRows(database, "idempotent_answer", "at", AnswerTable.KEPT);
    }

    void start(@Observes StartupEvent event) {
        timer.begin(Duration.ofMinutes(11), Duration.ofHours(1));
    }

    void stop(@Observes ShutdownEvent event) {
        timer.close();
    }

    /** @return whether there may be more */
    boolean some() throws SQLException {
        return rows.removeSome();
    }
}
