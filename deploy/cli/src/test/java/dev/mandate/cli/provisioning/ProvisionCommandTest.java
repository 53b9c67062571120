package dev.mandate.cli.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.mandate.embedded.Credentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

    @Test
    void where_the_cluster_knows_its_users_from_elsewhere_no_service_gets_a_password_for_it_nor_the_administrators_key()
            throws IOException {
        var config = Files.writeString(
                directory.resolve("administrator.properties"),
                "security.protocol=SSL\nssl.truststore.location=ca.p12\nssl.keystore.location=administrator.p12\nssl.key.password=p");
        var known = CommandLine.populateCommand(
                new BrokerOptions(),
                "--no-accounts",
                "--bootstrap-servers",
                "k:9093",
                "--command-config",
                config.toString());
        assertThat(known.service("authz", "its-password"))
                .containsOnly(
                        entry("bootstrap.servers", "k:9093"),
                        entry("security.protocol", "SSL"),
                        entry("ssl.truststore.location", "ca.p12"));
        var made = CommandLine.populateCommand(new BrokerOptions(), "--bootstrap-servers", "k:9093");
        assertThat(made.service("authz", "its-password").get("sasl.jaas.config"))
                .contains("username=\"authz\" password=\"its-password\"");
    }

    @Test
    void topics_that_the_risk_job_makes_for_itself_have_as_many_copies_as_all_others() throws IOException {
        var broker = CommandLine.populateCommand(
                new BrokerOptions(), "--bootstrap-servers", "k:9093", "--replication", "5", "--min-insync", "3");
        write(broker);
        assertThat(directory.resolve("audit.properties"))
                .content()
                .contains("kafka-streams.replication.factor=5\n", "kafka-streams.topic.min.insync.replicas=3\n");
        assertThat(directory.resolve("authz.properties")).content().doesNotContain("kafka-streams.");
    }

    @Test
    void the_trail_is_signed_by_a_key_that_stays_the_same() throws IOException {
        var broker = CommandLine.populateCommand(new BrokerOptions(), "--bootstrap-servers", "k:9093");
        write(broker);
        var first = Files.readString(directory.resolve("audit.properties"));
        assertThat(first).containsPattern("mandate.trail.key=[A-Za-z0-9_-]{32}\n");
        write(broker);
        assertThat(directory.resolve("audit.properties")).hasContent(first);
        assertThat(directory.resolve("authz.properties")).content().doesNotContain("trail");
    }

    private void write(BrokerOptions broker) {
        var credentials = directory.resolve("mandate-credentials");
        Credentials.loadOrCreate(credentials);
        new ServicePropertyFiles(
                        broker, Optional.empty(), Credentials.loadOrCreate(credentials, ServicePropertyFiles.SECRETS))
                .writeTo(directory);
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
