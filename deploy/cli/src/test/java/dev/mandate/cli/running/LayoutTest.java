package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
    @TempDir
    Path home;

    @Test
    void what_runs_leave_behind_is_seen_by_the_owner_alone_also_where_it_was_open_before() throws IOException {
        var layout = new Layout(home, Files.createDirectory(home.resolve("data")));
        Files.setPosixFilePermissions(layout.data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        layout.makePrivate();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(layout.data())))
                .isEqualTo("rwx------");
    }
}
