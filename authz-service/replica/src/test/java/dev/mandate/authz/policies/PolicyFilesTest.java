package dev.mandate.authz.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.engine.policies.Policies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFilesTest {
    private static final String MAIL =
            "@id(\"mail\") permit (principal, action in Mandate::Action::\"egress\", resource);";

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private PolicyProjection projection;
    private Policies policies;

    @BeforeEach
    void start() throws IOException {
        write("mail.cedar", MAIL);
        projection = new PolicyProjection(config(), meters);
        policies = projection.policies();
        projection.start(new StartupEvent());
    }

    @AfterEach
    void stop() {
        projection.stop(new ShutdownEvent());
    }

    @Test
    void a_changed_file_is_in_force_a_moment_later_under_another_version() throws IOException {
        var before = policies.current();
        var figure = meters.get("mandate.policies.digest").gauge();
        var ofBefore = figure.value();
        write("web.cedar", "@id(\"web\") permit (principal, action in Mandate::Action::\"untrusted\", resource);");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> policies.current().policies().size() == 2);
        assertThat(policies.current().version()).startsWith("sha256:").isNotEqualTo(before.version());
        assertThat(before.policies().size()).isEqualTo(1);
        assertThat(figure.value()).isNotEqualTo(ofBefore);
        assertThat(projection.ofDirectory().orElseThrow().policies()).hasSize(2);
        Files.delete(directory.resolve("web.cedar"));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> policies.current().version().equals(before.version()));
    }

    @Test
    void a_set_that_is_wrong_anywhere_is_refused_whole_with_the_place_and_the_old_one_stays() throws IOException {
        var before = policies.current();
        write(
                "bad.cedar",
                "// first line\npermit (principal, action in Mandate::Action::\"egress\", resource) when { principal.shoeSize > 4 };");
        await().atMost(Duration.ofSeconds(5)).until(() -> !projection.refusal().isEmpty());
        assertThat(projection.refusal()).startsWith("bad.cedar:2:").contains("shoeSize");
        assertThat(policies.current()).isSameAs(before);
        assertThat(new PoliciesCheck(projection, policies).call().getData().orElseThrow())
                .containsKey("refused");
        assertThat(meters.counter("mandate.policies.refusals").count()).isEqualTo(1);
        Files.delete(directory.resolve("bad.cedar"));
        await().atMost(Duration.ofSeconds(5)).until(() -> projection.refusal().isEmpty());
    }

    @Test
    void without_any_accepted_set_it_is_not_ready() throws IOException {
        write("mail.cedar", "permit (");
        var fresh = new PolicyProjection(config(), meters);
        fresh.start(new StartupEvent());
        assertThat(fresh.policies().inForce()).isFalse();
        assertThat(fresh.policies().current().policies().size()).isZero();
        fresh.stop(new ShutdownEvent());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private PolicyConfig config() {
        return new PolicyConfig() {
            @Override
            public Optional<Path> directory() {
                return Optional.of(directory);
            }

            @Override
            public Duration interval() {
                return Duration.ofMillis(20);
            }
        };
    }
}
