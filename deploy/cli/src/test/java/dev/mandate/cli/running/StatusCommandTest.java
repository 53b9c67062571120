package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
    @TempDir
    Path home;

    @Test
    void where_nothing_runs_no_port_is_named_and_it_is_said_what_starts_it() throws IOException {
        var system = new MandateSystem(new Layout(home, home.resolve("data")), new Ports(8080));
        assertThat(system.isDown()).isTrue();
        assertThat(StatusCommand.nothingRuns(system))
                .isEqualTo("Nothing of this checkout runs. `deploy/mandate up` starts it.");
        Files.createDirectories(system.layout().broker());
        assertThat(StatusCommand.nothingRuns(system))
                .contains("with the data of the last run")
                .contains("up --fresh");
    }

    @Test
    void what_runs_at_other_ports_is_not_shown_at_these() throws IOException {
        var layout = new Layout(home, home.resolve("data"));
        new Ports(18080).rememberIn(layout);
        new MandateSystem(layout, new Ports(18080)).requireItsPorts();
        assertThatThrownBy(() -> new MandateSystem(layout, new Ports(8080)).requireItsPorts())
                .hasMessageContaining("runs at --port-base 18080");
    }

    @Test
    void building_is_no_part_of_starting_and_is_told() {
        assertThat(Elapsed.said(47.7, 0)).isEqualTo("Up in 47.7 s.");
        assertThat(Elapsed.said(47.7, 312)).isEqualTo("Up in 47.7 s, after 312 s of building.");
    }
}
