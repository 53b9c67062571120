package dev.mandate.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsFilesTest {
    @Test
    void they_are_found_however_they_are_named_and_so_are_those_that_nobody_names() {
        var named = List.of(
                "/etc/mandate/gateway.properties",
                "file:///run/secrets/settings.properties",
                " here/with a blank.properties",
                "https://config.example/gateway.properties");
        assertThat(SettingsFiles.of(named))
                .containsExactly(
                        Path.of("/etc/mandate/gateway.properties"),
                        Path.of("/run/secrets/settings.properties"),
                        Path.of("here/with a blank.properties"),
                        Path.of("config/application.properties"),
                        Path.of(".env"));
    }
}
