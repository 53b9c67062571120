package dev.mandate.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureKindTest {
    @ParameterizedTest
    @CsvSource({
        "23505, RECORD",
        "22001, RECORD",
        "40001, WAIT",
        "40P01, WAIT",
        "57P03, WAIT",
        "42P01, WAIT",
        "53300, WAIT"
    })
    void a_state_of_the_database_decides(String state, FailureKind kind) {
        var failure = new CompletionException(new PgException("message", "ERROR", state, "detail"));
        assertThat(FailureKind.of(failure)).isEqualTo(kind);
        var wrapped = new IllegalStateException(new SQLException("message", state));
        assertThat(FailureKind.of(wrapped)).isEqualTo(kind);
    }

    @Test
    void a_lost_connection_is_waited_for() {
        assertThat(FailureKind.of(new CompletionException(new ConnectException("refused"))))
                .isEqualTo(FailureKind.WAIT);
        assertThat(FailureKind.of(new VertxException("Connection was closed"))).isEqualTo(FailureKind.WAIT);
    }

    @Test
    void whatever_the_effect_throws_is_about_the_record() {
        assertThat(FailureKind.of(new NullPointerException())).isEqualTo(FailureKind.RECORD);
        assertThat(FailureKind.of(new CompletionException(new Refused("no")))).isEqualTo(FailureKind.RECORD);
    }
}
