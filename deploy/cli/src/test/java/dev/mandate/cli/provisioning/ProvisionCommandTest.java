package dev.mandate.cli.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProvisionCommandTest {
    private final StringWriter told = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void it_says_what_it_needs_and_makes_no_passwords_before() {
        assertThat(run()).isEqualTo(2);
        assertThat(told.toString()).contains("--bootstrap-servers, --database, or both");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void more_replicas_in_sync_than_there_are_would_take_no_record_and_is_refused() {
        assertThat(run("--bootstrap-servers", "127.0.0.1:1", "--replication", "1", "--min-insync", "2"))
                .isEqualTo(1);
        assertThat(told.toString()).contains("in sync must be between 1 and 1 of the replicas, not 2");
    }

    private int run(String... options) {
        var all = new String[options.length + 2];
        all[0] = "--credentials";
        all[1] = directory.resolve("credentials").toString();
        System.arraycopy(options, 0, all, 2, options.length);
        var line = new CommandLine(new ProvisionCommand()).setErr(new PrintWriter(told, true));
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            told.append(e.getMessage());
            return 1;
        });
        return line.execute(all);
    }
}
