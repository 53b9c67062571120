package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    Path home;

    @Test
    void a_port_that_is_taken_is_told_with_who_listens_there() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.requireFree("console", taken.getLocalPort()))
                    .isInstanceOf(Ports.PortTaken.class)
                    .hasMessageStartingWith("port " + taken.getLocalPort() + ", which console needs, is taken")
                    .hasMessageContaining("choose others with --port-base");
            assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "only Linux says who listens");
            assertThat(Listener.by(taken.getLocalPort()))
                    .startsWith(" by process " + ProcessHandle.current().pid() + " (java");
        }
        assertThat(Listener.at(1)).isEmpty();
    }

    @Test
    void a_base_from_which_not_all_ports_are_ports_is_refused_with_those_that_are_possible() {
        for (var base : new int[] {-1, 0, 64_530, 70_000})
            assertThatThrownBy(() -> new Ports(base)).hasMessageContaining("a number from 1 to 64529");
        assertThat(new Ports(64_529).management(Service.CONSOLE)).isEqualTo(65_535);
    }

    @Test
    void a_system_that_is_down_starts_where_it_ran_last_unless_told_otherwise() {
        var layout = new Layout(home, home.resolve("data"));
        assertThat(SystemOptions.chosen(null, layout)).isEqualTo(new Ports(8080));
        new Ports(18080).rememberIn(layout);
        layout.forgetRun();
        assertThat(Ports.lastUsedIn(layout)).isEmpty();
        assertThat(SystemOptions.chosen(null, layout)).isEqualTo(new Ports(18080));
        assertThat(SystemOptions.chosen("28080", layout)).isEqualTo(new Ports(28080));
    }

    @Test
    void a_note_of_the_ports_that_says_nothing_is_as_none() throws IOException {
        var layout = new Layout(home, home.resolve("data"));
        new Ports(18080).rememberIn(layout);
        assertThat(Ports.lastUsedIn(layout)).contains(new Ports(18080));
        Files.writeString(layout.portBase(), "");
        assertThat(Ports.lastUsedIn(layout)).isEmpty();
        new MandateSystem(layout, new Ports(18080)).requireItsPorts();
    }
}
