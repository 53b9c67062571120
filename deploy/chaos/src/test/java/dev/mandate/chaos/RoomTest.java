package dev.mandate.chaos;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {
    @TempDir
    Path directory;

    @Test
    void a_run_for_which_no_disk_is_large_enough_does_not_begin_and_says_how_much_it_takes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Room(directory).require(1L << 40))
                .withMessageContaining("MiB")
                .withMessageContaining("--directory");
    }
}
