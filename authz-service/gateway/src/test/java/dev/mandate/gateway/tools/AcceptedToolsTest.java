package dev.mandate.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.gateway.servers.ConfiguredGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptedToolsTest {
    @TempDir
    private Path directory;

    @Test
    void a_server_of_which_something_was_accepted_is_held_to_that_whatever_becomes_of_the_file() throws IOException {
        var file = directory.resolve("accepted");
        var accepted = new AcceptedTools(ConfiguredGateway.with("accepted", file.toString()));
        assertThat(accepted.holds("crm")).as("nobody has accepted anything").isFalse();
        Files.writeString(file, "{\"crm\": {\"read\": \"sha256:1\"}}");
        soon(() -> accepted.holds("crm"));
        assertThat(accepted.holds("web")).isFalse();
        Files.writeString(file, "{\"crm\"");
        soon(() -> accepted.holds("web"));
        assertThat(accepted.holds("crm")).as("it can't be read").isTrue();
        Files.writeString(file, "{\"web\": {}}");
        soon(() -> !accepted.holds("another"));
        assertThat(accepted.holds("crm")).as("the last of it is withdrawn").isTrue();
        assertThat(accepted.holds("web")).as("named, with nothing").isTrue();
        Files.delete(file);
        soon(() -> !Files.exists(file) && accepted.holds("crm") && !accepted.holds("another"));
    }

    private static void soon(Callable<Boolean> so) {
        await().atMost(Duration.ofSeconds(30)).until(so);
    }
}
