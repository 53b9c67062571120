package dev.mandate.authz.engine.cedar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code -Dcedar.seed} repeats a run, {@code -Dcedar.sets} makes it longer; the seed of a failure with one set repeats just that. */
class OfficialEngineTest {
    @Test
    void agrees_with_the_official_engine_on_generated_sets_of_many_policies() {
        var seed = Long.getLong("cedar.seed", 20_260_401L);
        var sets = Integer.getInteger("cedar.sets", 300);
        var outcomes = new ConcurrentSkipListMap<String, Integer>();
        System.out.printf(
                "Generated policy sets: seed %d, %d sets, %d requests%n", seed, sets, sets * EngineComparison.REQUESTS);
        IntStream.range(0, sets).parallel().forEach(set -> new EngineComparison(seed + set, outcomes).run());
        System.out.println("Generated policy sets: " + outcomes);
        assertThat(outcomes.keySet()).as("what the generator reaches").hasSize(5);
    }
}
