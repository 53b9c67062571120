package dev.mandate.messaging.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.embedded.PlatformTestResource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;

/** Upgraded and taken back, a service starts on a schema that a later version has changed: it starts once its migrations are valid. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
class LaterSchemaIT {
    @Inject
    Flyway flyway;

    @Inject
    AgroalDataSource database;

    @Test
    void migrations_of_a_later_version_of_the_service_and_of_messaging_are_no_reason_not_to_start()
            throws SQLException {
        try {
            sql("INSERT INTO flyway_schema_history"
                    + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                    + " VALUES (10001, '0.99', 'of later', 'SQL', 'V0_99__of_later.sql', 1, 'identity', 1, true),"
                    + " (10002, '999', 'of later', 'SQL', 'V999__of_later.sql', 2, 'identity', 1, true)");
            assertThatCode(flyway::validate).doesNotThrowAnyException();
            assertThat(flyway.migrate().migrationsExecuted).isZero();
        } finally {
            sql("DELETE FROM flyway_schema_history WHERE installed_rank > 10000");
        }
    }

    @Test
    void one_of_its_own_that_was_changed_still_is() throws SQLException {
        try {
            sql("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '0.1'");
            assertThatThrownBy(flyway::validate).isInstanceOf(FlywayValidateException.class);
        } finally {
            sql("UPDATE flyway_schema_history SET checksum = checksum - 1 WHERE version = '0.1'");
        }
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var statements = connection.createStatement()) {
            assertThat(statements.executeUpdate(statement)).isPositive();
        }
    }
}
