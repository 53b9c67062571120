package dev.mandate.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.provisioning.ProvisionCommand;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.embedded.Credentials;
import dev.mandate.embedded.DatabaseProvisioner;
import dev.mandate.embedded.Loopback;
import dev.mandate.embedded.Sasl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine;

/** {@code mandate provision} towards a system that runs, as if its broker and database were somebody else's. */
final class Provision {
    private final List<String> options;
    private final Path credentials;

    Provision(MandateSystem system, Path directory) throws IOException {
        var credentials = system.credentials();
        var properties = new Properties();
        properties.putAll(Sasl.client(
                system.ports().bootstrapServers(), Credentials.ADMIN, credentials.password(Credentials.ADMIN)));
        var config = directory.resolve("administrator.properties");
        try (var out = Files.newBufferedWriter(config)) {
            properties.store(out, null);
        }
        var password = Files.writeString(
                directory.resolve("password"), credentials.password("db." + DatabaseProvisioner.SUPERUSER));
        options = List.of(
                "--bootstrap-servers",
                system.ports().bootstrapServers(),
                "--command-config",
                config.toString(),
                "--replication",
                "1",
                "--min-insync",
                "1",
                "--database",
                Loopback.ADDRESS + ":" + system.ports().database(),
                "--database-password-file",
                password.toString());
        this.credentials = system.layout().credentials();
    }

    /** What it says, by the system's own passwords; it must exit with 0. */
    String run(String... further) {
        return run(credentials, further);
    }

    /** The same by passwords that are kept, or would be, in another file. */
    String run(Path passwords, String... further) {
        var all = new ArrayList<>(options);
        all.addAll(List.of("--credentials", passwords.toString()));
        all.addAll(List.of(further));
        var said = new StringWriter();
        var code = new CommandLine(new ProvisionCommand())
                .setOut(new PrintWriter(said))
                .execute(all.toArray(String[]::new));
        assertThat(code).as(said.toString()).isZero();
        return said.toString();
    }
}
