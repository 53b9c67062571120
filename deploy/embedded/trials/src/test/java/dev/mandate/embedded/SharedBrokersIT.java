package dev.mandate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedBrokersIT {
    private static final String TOPIC = TopicCatalogue.HR_WORKERS.name();

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final List<ProcessHandle> before = children().toList();
    private final List<Process> owners = new CopyOnWriteArrayList<>();
    private Path credentialsFile;
    private SharedBrokers brokers;

    @BeforeEach
    void make_credentials() {
        credentialsFile = directory.resolve("credentials");
        Credentials.loadOrCreate(credentialsFile);
        brokers = new SharedBrokers(directory.resolve("brokers"), Duration.ofSeconds(1));
    }

    @AfterEach
    void end_owners() {
        owners.forEach(Process::destroy);
    }

    @AfterEach
    void end() {
        for (var host : hosts()) {
            host.destroyForcibly();
            host.onExit().join();
        }
    }

    @Test
    void each_is_a_cluster_of_its_own_in_one_process_that_ends_after_the_last_of_them() throws Exception {
        var other = CompletableFuture.supplyAsync(this::start);
        var one = start();
        assertThat(hosts()).hasSize(1);
        one.send("v");
        other.join().send("w");
        assertThat(one.values()).containsExactly("v");

        one.ends();
        await().atMost(HALF_A_MINUTE).until(() -> !one.listens());
        assertThat(other.join().values()).containsExactly("w");

        other.join().ends();
        await().atMost(HALF_A_MINUTE).until(() -> hosts().isEmpty());
        assertThat(other.join().listens()).isFalse();
        assertThat(data()).isEmpty();
    }

    @Test
    void whoever_finds_that_the_process_was_killed_starts_it_anew() throws Exception {
        start();
        end();
        start().send("v");
        assertThat(data()).hasSize(1);
    }

    @Test
    void a_broker_that_does_not_start_leaves_the_others_alone_and_says_why() throws Exception {
        var one = start();
        assertThatThrownBy(() -> new Broker(one.port).started())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Address already in use");
        one.send("v");
        assertThat(one.values()).containsExactly("v");
    }

    private Broker start() {
        return new Broker(Loopback.freePort()).started();
    }

    /** Those of this test alone: the build's own may be a child of this process too. */
    private List<ProcessHandle> hosts() {
        return children().filter(child -> !before.contains(child)).toList();
    }

    private static Stream<ProcessHandle> children() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").equals(ChildJvm.java()));
    }

    private List<Path> data() throws IOException {
        try (var directories = Files.list(directory.resolve("brokers").resolve("data"))) {
            return directories.toList();
        }
    }

    /** One of them, whose owner is a process that waits for the end of its input. */
    private final class Broker {
        private final int port;
        private final Process owner;

        Broker(int port) {
            this.port = port;
            try {
                owner = new ProcessBuilder("cat").start();
                owners.add(owner);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Broker started() {
            brokers.start(port, credentialsFile, owner.toHandle());
            try (var admin = BrokerAdmin.connect(address(), credentials())) {
                admin.provision(credentials());
            }
            return this;
        }

        void send(String value) throws Exception {
            Records.send(client(), TOPIC, "k", value);
        }

        List<String> values() {
            return Records.read(client(), TOPIC);
        }

        void ends() throws IOException {
            owner.getOutputStream().close();
        }

        boolean listens() {
            try (var socket = new Socket(Loopback.ADDRESS, port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        }

        private Map<String, Object> client() {
            return Sasl.client(address(), Credentials.ADMIN, credentials().password(Credentials.ADMIN));
        }

        private String address() {
            return Loopback.ADDRESS + ":" + port;
        }

        private Credentials credentials() {
            return Credentials.load(credentialsFile);
        }
    }
}
