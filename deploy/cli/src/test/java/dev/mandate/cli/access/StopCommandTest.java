package dev.mandate.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class StopCommandTest {
    private final StringWriter told = new StringWriter();
    private @Nullable Exception failure;

    @TempDir
    Path directory;

    static Stream<Object> commands() {
        return Stream.of(new StopCommand(), new ResumeCommand());
    }

    @Test
    void what_is_resumed_and_held_by_more_than_the_stop_says_so() {
        var json = new ObjectMapper().createObjectNode();
        assertThat(ResumeCommand.whatNow(json.put("status", "ACTIVE"))).isEqualTo(" is active");
        json.put("status", "SUSPENDED").put("statusReason", "owner_left");
        assertThat(ResumeCommand.whatNow(json)).contains("suspended still", "has left", "mandate offers");
        json.put("statusReason", "not_accepted");
        assertThat(ResumeCommand.whatNow(json)).isEqualTo(" is suspended still: not accepted");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void of_an_account_the_broker_is_asked_before_anything_is_told(Object command) throws IOException {
        var impatient = Files.writeString(
                directory.resolve("impatient.properties"), "default.api.timeout.ms=200\nrequest.timeout.ms=100");
        run(
                command,
                "account",
                "hr",
                "--reason",
                "its password leaked",
                "--bootstrap-servers",
                "127.0.0.1:1",
                "--command-config",
                impatient.toString());
        assertThat(told.toString()).isEmpty();
        assertThat(failure).as("there is none").isInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void nothing_is_done_without_a_reason(Object command) {
        for (var of : List.of(List.of("issuer", "https://idp.example"), List.of("account", "hr"))) {
            told.getBuffer().setLength(0);
            assertThat(run(command, of.get(0), of.get(1))).isEqualTo(2);
            assertThat(told.toString()).contains("--reason");
        }
    }

    @Test
    void who_ends_what_was_agreed_to_is_told_what_ended() throws Exception {
        var json = new ObjectMapper();
        assertThat(StopCommand.whatNext(json.readTree("{\"agreed\": {}}")))
                .isEqualTo("; calls like it are asked for again, each, and the task goes on");
        assertThat(StopCommand.whatNext(json.readTree("{}"))).isEqualTo("; a new delegation begins anew");
    }

    private int run(Object command, String... options) {
        var line = new CommandLine(command).setErr(new PrintWriter(told, true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, at, parsed) -> {
            failure = e;
            return 1;
        });
        return line.execute(options);
    }
}
