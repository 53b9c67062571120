package dev.mandate.audit.engine.sigma.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Correlations of correlations, up to three levels, against a reading of all events that tries everything. */
class ChainOracleTest {
    private static final int CHAINS = 80;
    private static final int EVENTS = 12;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void what_stands_in_the_end_is_what_is_true_of_all_events_in_whatever_order_they_arrive(long seed) {
        var random = new Random(seed);
        int found = 0;
        int withdrawn = 0;
        for (int round = 0; round < CHAINS; round++) {
            var chain = NaiveChain.random(random);
            var events = events(random);
            var expected = chain.ends(events);
            var inOrder = SigmaRun.with(chain.documents());
            events.forEach(inOrder::tell);
            assertThat(inOrder.standing()).as(() -> told(seed, chain, events)).isEqualTo(expected);
            if (chain.grows())
                assertThat(enough(chain, events, inOrder))
                        .as(() -> told(seed, chain, events))
                        .isTrue();
            var arriving = new ArrayList<>(events);
            arriving.addAll(events); // everything is delivered twice
            Collections.shuffle(arriving, random);
            var late = SigmaRun.with(chain.documents());
            arriving.forEach(late::tell);
            assertThat(late.standing()).as(() -> told(seed, chain, arriving)).isEqualTo(expected);
            if (!expected.isEmpty()) found++;
            if (late.everStood().size() > expected.size()) withdrawn++;
        }
        assertThat(found).as("chains that come true").isGreaterThan(CHAINS / 4);
        assertThat(withdrawn).as("chains of which something is taken back").isGreaterThan(CHAINS / 50);
    }

    /** Whether the events that each match names alone make it true. */
    private static boolean enough(NaiveChain chain, List<SigmaRun.Told> events, SigmaRun run) {
        return Stream.concat(run.matches().stream(), run.again().stream()).allMatch(match -> {
            var named = match.events().stream().map(Match.Event::id).toList();
            return chain.ends(events.stream()
                            .filter(event -> named.contains(event.id()))
                            .toList())
                    .contains(named.get(named.size() - 1));
        });
    }

    private static List<SigmaRun.Told> events(Random random) {
        var events = new ArrayList<SigmaRun.Told>();
        var at = Instant.parse("2026-01-01T10:00:00Z");
        for (int i = 0; i < EVENTS; i++) {
            at = at.plusSeconds(1 + random.nextInt(24)); // five minutes at most: what comes later takes nothing back
            events.add(NaiveChain.event(random, i, at));
        }
        return events;
    }

    private static String told(long seed, NaiveChain chain, List<SigmaRun.Told> events) {
        var text = new StringBuilder("seed " + seed + "\n");
        for (var document : chain.documents()) text.append(document).append("---\n");
        events.forEach(event -> text.append(event).append('\n'));
        return text.toString();
    }
}
