package dev.mandate.messaging.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {
    @Test
    void a_database_that_lets_nobody_in_or_is_not_there_is_away_however_deep_that_is_told() {
        assertThat(DatabaseOutage.is(wrapped(new SQLException("not permitted to log in", "28000"))))
                .isTrue();
        assertThat(DatabaseOutage.is(wrapped(new SQLException("shutting down", "57P01"))))
                .isTrue();
        assertThat(DatabaseOutage.is(wrapped(new ConnectException("refused")))).isTrue();
        assertThat(DatabaseOutage.is(wrapped(new SocketException("Connection reset"))))
                .isTrue();
    }

    @Test
    void a_statement_that_is_wrong_is_not_an_outage() {
        assertThat(DatabaseOutage.is(wrapped(new SQLException("syntax error", "42601"))))
                .isFalse();
        assertThat(DatabaseOutage.is(wrapped(new SQLException("duplicate key", "23505"))))
                .isFalse();
        assertThat(DatabaseOutage.is(new NullPointerException())).isFalse();
    }

    private static Throwable wrapped(Exception cause) {
        return new IllegalStateException(new RuntimeException(cause));
    }
}
