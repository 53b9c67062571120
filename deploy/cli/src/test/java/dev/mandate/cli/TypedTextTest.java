package dev.mandate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.cli.provisioning.ProvisionCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class TypedTextTest {
    private static final String FROM = "mandate.from";

    @Command
    static final class Typed {
        @Parameters
        Path file = Path.of("none");

        @Option(names = "--most")
        int most;
    }

    @AfterEach
    void nowhere() {
        System.clearProperty(FROM);
    }

    @Test
    void a_file_is_looked_for_where_it_was_typed() {
        assertThat(read("a/b.yml").file).isEqualTo(Path.of("a/b.yml"));
        System.setProperty(FROM, "/home/ada");
        assertThat(read("a/b.yml").file).isEqualTo(Path.of("/home/ada/a/b.yml"));
        assertThat(read("/tmp/b.yml").file).isEqualTo(Path.of("/tmp/b.yml"));
        assertThat(read("-").file).as("the standard input").isEqualTo(Path.of("-"));
    }

    @Test
    void what_was_not_typed_is_where_it_always_was_or_other_passwords_would_be_set() {
        System.setProperty(FROM, "/home/ada");
        var provision = new CommandLine(new ProvisionCommand());
        TypedText.readBy(provision);
        provision.parseArgs();
        Path credentials =
                provision.getCommandSpec().findOption("--credentials").getValue();
        assertThat(credentials).isEqualTo(Path.of("mandate-credentials"));
    }

    @Test
    void what_is_no_number_is_said_without_a_type_of_javas() {
        assertThat(read("--most=7", "a").most).isEqualTo(7);
        for (var wrong : new String[] {"x", "1.5", "3000000000"})
            assertThatThrownBy(() -> read("--most=" + wrong, "a"))
                    .hasMessageContaining("'" + wrong + "' is no whole number, or too large");
    }

    private static Typed read(String... typed) {
        var line = new CommandLine(new Typed());
        TypedText.readBy(line);
        line.parseArgs(typed);
        return line.getCommand();
    }
}
