package dev.mandate.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoAnswerTest {
    @TempDir
    Path home;

    @Test
    void an_address_is_named_only_where_something_was_started() throws IOException {
        var layout = new Layout(home, home.resolve("data"));
        var port = 0;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        var url = "http://127.0.0.1:" + port;
        assertThatThrownBy(() -> new ApiClient(service -> url).get(Service.AUDIT, "/trail", "token"))
                .isInstanceOfSatisfying(NoAnswer.class, nobody -> {
                    assertThat(nobody.words(layout))
                            .isEqualTo("nothing of this checkout runs; start it with deploy/mandate up");
                    started(layout);
                    assertThat(nobody.words(layout)).startsWith("no answer from " + url + "/trail; is the system up?");
                });
    }

    private static void started(Layout layout) {
        try {
            var noted = layout.data().resolve("run").resolve("port-base");
            Files.createDirectories(noted.getParent());
            Files.writeString(noted, "8080");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
