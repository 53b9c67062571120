package dev.mandate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final String TOPIC = TopicCatalogue.HR_WORKERS.name();

    @TempDir
    Path directory;

    private Path credentialsFile;
    private Credentials credentials;

    @BeforeEach
    void make_credentials() {
        credentialsFile = directory.resolve("credentials");
        credentials = Credentials.loadOrCreate(credentialsFile);
    }

    @Test
    void lets_in_only_who_knows_the_password_and_creates_no_topic_by_itself() {
        try (var broker = start();
                var admin = BrokerAdmin.connect(broker.bootstrapServers(), credentials)) {
            admin.provision(credentials);

            var stranger = Sasl.client(broker.bootstrapServers(), "hr", "guessed");
            assertThatThrownBy(() -> Records.send(stranger, TOPIC, "k", "v"))
                    .hasRootCauseInstanceOf(SaslAuthenticationException.class);
            var superuser =
                    Sasl.client(broker.bootstrapServers(), Credentials.ADMIN, credentials.password(Credentials.ADMIN));
            assertThatThrownBy(() -> Records.send(superuser, "nobody.made.this", "k", "v"))
                    .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void finds_its_records_and_accounts_again_after_a_restart_and_provisioning_twice_changes_nothing()
            throws Exception {
        try (var broker = start();
                var admin = BrokerAdmin.connect(broker.bootstrapServers(), credentials)) {
            admin.provision(credentials);
            admin.addAccount("second-platform", "its-password", Account.HR);
            Records.send(Sasl.client(broker.bootstrapServers(), "second-platform", "its-password"), TOPIC, "k", "v");
        }
        try (var broker = start();
                var admin = BrokerAdmin.connect(broker.bootstrapServers(), credentials)) {
            admin.provision(credentials);
            admin.provision(credentials);
            assertThat(Records.read(as(broker.bootstrapServers(), "lifecycle"), TOPIC))
                    .containsExactly("v");
            Records.send(Sasl.client(broker.bootstrapServers(), "second-platform", "its-password"), TOPIC, "k", "w");
        }
    }

    @Test
    void a_killed_broker_keeps_what_it_acknowledged() throws Exception {
        var port = Loopback.freePort();
        var first = child(port);
        try (var admin = BrokerAdmin.connect(first.bootstrapServers(), credentials)) {
            admin.provision(credentials);
            Records.send(as(first.bootstrapServers(), "hr"), TOPIC, "k", "acknowledged");
        } finally {
            first.kill();
        }
        try (var second = child(port);
                var admin = BrokerAdmin.connect(second.bootstrapServers(), credentials)) {
            admin.awaitReady();
            assertThat(Records.read(as(second.bootstrapServers(), "lifecycle"), TOPIC))
                    .containsExactly("acknowledged");
        }
    }

    @Test
    void the_credentials_are_kept_and_nobody_else_may_read_them() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentialsFile)))
                .isEqualTo("rw-------");
        assertThat(Credentials.loadOrCreate(credentialsFile).password("hr")).isEqualTo(credentials.password("hr"));
        assertThat(credentials.toString()).doesNotContain(credentials.password("hr"));
    }

    private EmbeddedBroker start() {
        return EmbeddedBroker.start(directory.resolve("kafka"), Loopback.freePort(), credentials);
    }

    private BrokerProcess child(int port) {
        return BrokerProcess.startChild(
                directory.resolve("kafka"), port, credentialsFile, directory.resolve("kafka.log"));
    }

    private Map<String, Object> as(String bootstrapServers, String account) {
        return Sasl.client(bootstrapServers, account, credentials.password(account));
    }
}
