package dev.mandate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.running.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What people read where something fails: never a library's words alone, and always what to do. */
class FailureTest {
    private final Layout layout = new Layout(Path.of("/home"), Path.of("/home/.mandate"));

    @Test
    void a_disk_that_is_full_is_told_so() {
        assertThat(told(new UncheckedIOException(
                        "cannot write /home/.mandate/run/kafka.pid",
                        new FileSystemException("/home/.mandate/run/kafka.pid", null, "No space left on device"))))
                .startsWith("cannot write /home/.mandate/run/kafka.pid")
                .endsWith("no room is left on its disk: make some, then call this again");
    }

    @Test
    void a_file_of_somebody_else_is_named_with_who_may_not_read_it() {
        assertThat(told(new UncheckedIOException(
                        "cannot keep the credentials", new AccessDeniedException("/home/.mandate/secrets"))))
                .startsWith("/home/.mandate/secrets may not be read or written by " + System.getProperty("user.name"))
                .contains("call this as the user who started the system first");
    }

    @Test
    void passwords_that_the_data_were_not_begun_with_are_told_so_by_broker_and_database() {
        for (var refusal : new Exception[] {
            new KafkaException(new SaslAuthenticationException("Authentication failed during authentication")),
            new IllegalStateException(
                    "cannot prepare the database",
                    new SQLException("FATAL: password authentication failed for user \"postgres\"", "28P01"))
        })
            assertThat(told(refusal))
                    .startsWith(
                            "the passwords in /home/.mandate/credentials aren't those with which these data were begun")
                    .contains("up --fresh");
    }

    @Test
    void a_broker_that_does_not_answer_is_told_with_where_to_look() {
        assertThat(told(new TimeoutException("Timed out waiting for a node assignment. Call: listNodes")))
                .startsWith("Kafka gives no answer")
                .contains("`deploy/mandate status`", "`deploy/mandate logs kafka`");
    }

    @Test
    void what_nobody_expected_says_how_it_is_reported() {
        assertThat(told(new NullPointerException())).contains("shouldn't have happened", "MANDATE_TRACE=1");
        assertThat(told(new IOException("in words"))).isEqualTo("in words");
    }

    private String told(Exception e) {
        return Failure.inWords(e, layout);
    }
}
