package dev.mandate.messaging.idempotency;

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

/** Removes answers that nobody is given any more, a few at a time; one that is kept anew meanwhile stays. Replicas may do it at once. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class ForgottenAnswers {
    private static final int AT_ONCE = 10_000;
    private static final String DELETE =
            "DELETE FROM idempotent_answer WHERE ctid = ANY (ARRAY (SELECT ctid FROM idempotent_answer"
                    + " WHERE at < now() - ? * interval '1 second' LIMIT " + AT_ONCE
                    + " FOR UPDATE SKIP LOCKED))";

    private final AgroalDataSource dataSource;
    private final Repeated timer = new Repeated("answers-forgetting", this::some);

    @Inject
    ForgottenAnswers(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    void start(@Observes StartupEvent event) {
        timer.begin(Duration.ofMinutes(11), Duration.ofHours(1));
    }

    void stop(@Observes ShutdownEvent event) {
        timer.close();
    }

    /** @return whether there may be more */
    boolean some() throws SQLException {
        try (var database = dataSource.getConnection();
                var delete = database.prepareStatement(DELETE)) {
            delete.setLong(1, AnswerTable.KEPT.toSeconds());
            return delete.executeUpdate() == AT_ONCE;
        }
    }
}
