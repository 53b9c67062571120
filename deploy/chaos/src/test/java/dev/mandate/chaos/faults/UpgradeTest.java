package dev.mandate.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.running.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UpgradeTest {
    /** The first column, but for the line below the table's head. */
    private static final Pattern ROW = Pattern.compile("^ +\\| ([a-z][^|]*) \\|", Pattern.MULTILINE);

    @Test
    void the_order_that_is_played_is_the_one_that_operators_are_told_with_the_console_after_all_others()
            throws Exception {
        var page = Files.readString(Path.of("../docs/upgrades.md"));
        var told = ROW.matcher(page)
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).split(", ")))
                .map(name -> name.equals("gateways") ? Service.GATEWAY.title() : name)
                .toList();
        assertThat(told)
                .isEqualTo(Stream.concat(Upgrade.ORDER.stream(), Stream.of(Service.CONSOLE))
                        .map(Service::title)
                        .toList());
    }
}
