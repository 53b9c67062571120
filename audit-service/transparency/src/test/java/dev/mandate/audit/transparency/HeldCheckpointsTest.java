package dev.mandate.audit.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldCheckpointsTest {
    private final HeldCheckpoints held = new HeldCheckpoints(List.of());

    @Test
    void of_very_many_some_are_passed_over_from_the_first_to_the_last_and_never_the_newest() {
        comes(1_000_000);
        var kept = held.texts(HeldCheckpoints.KAFKA).stream()
                .map(Integer::parseInt)
                .toList();
        assertThat(kept).hasSizeBetween(5_000, 10_001).startsWith(0, 128, 256).endsWith(999_999);
    }

    @Test
    void of_as_many_as_can_be_held_none_is_passed_over() {
        comes(10_000);
        assertThat(held.texts(HeldCheckpoints.KAFKA)).hasSize(10_000);
    }

    private void comes(int many) {
        IntStream.range(0, many).mapToObj(Integer::toString).forEach(held.place(HeldCheckpoints.KAFKA));
    }
}
