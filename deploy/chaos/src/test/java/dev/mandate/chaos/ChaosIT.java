package dev.mandate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.chaos.faults.Strikes;
import dev.mandate.cli.running.Layout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short run; {@code deploy/mandate chaos} plays longer ones. {@code -Dchaos.seed=…} draws the same again. */
class ChaosIT {
    private static final long SEED = Long.getLong("chaos.seed", new Random().nextInt(1_000_000));

    @TempDir
    static Path directory;

    @Test
    void nothing_is_lost_doubled_or_wrong_though_a_machine_is_killed_another_stands_still_and_a_disk_is_full()
            throws Exception {
        var plan = new Plan(SEED, Duration.ZERO, 60, 4, Strikes.ALL, Plan.AS_LONG_AS_IT_TAKES);
        assertThat(Chaos.play(plan, Layout.ofThisCheckout().home(), directory, System.out))
                .as("seed " + SEED)
                .isEmpty();
    }
}
