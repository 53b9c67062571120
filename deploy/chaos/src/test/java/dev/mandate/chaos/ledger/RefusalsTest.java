package dev.mandate.chaos.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();

    @Test
    void what_was_refused_again_and_again_is_told_once_with_how_often() {
        refusals.add("who loses: 403 for dec_01H at 10:00:01");
        refusals.add("who loses: 403 for dec_02K at 10:00:02");
        refusals.add("a gateway: 500");
        assertThat(refusals.lines())
                .containsExactlyInAnyOrder(
                        "refused: who loses: 403 for dec_01H at 10:00:01 (2 like it)", "refused: a gateway: 500");
    }

    @Test
    void however_much_is_refused_in_however_many_ways_it_takes_little_and_is_counted() {
        var letters = IntStream.range(0, 26)
                .mapToObj(i -> Character.toString('a' + i))
                .toList();
        for (var one : letters) for (var other : letters) refusals.add(one + other + " failed: " + "x".repeat(100_000));
        assertThat(refusals.lines()).hasSize(201).contains("refused: 476 more");
        assertThat(refusals.lines().stream().collect(Collectors.summingInt(String::length)))
                .isLessThan(500_000);
    }
}
