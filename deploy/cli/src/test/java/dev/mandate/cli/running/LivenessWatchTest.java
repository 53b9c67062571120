package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LivenessWatchTest {
    private final PlayedPart audit = new PlayedPart("audit-service");
    private final PlayedPart console = new PlayedPart("console");
    private final PlayedPart broker = new PlayedPart("kafka");
    private long now;
    private final LivenessWatch watch = new LivenessWatch(() -> List.of(audit, console, broker), () -> now);

    @Test
    void who_is_alive_is_left_alone_and_so_is_who_does_not_run() {
        console.runs = false;
        console.wrong = "doesn't answer";
        assertThat(looks(1000)).isEmpty();
    }

    @Test
    void who_is_not_alive_is_told_once_with_what_is_wrong() {
        looks(1);
        console.wrong = "doesn't answer";
        assertThat(looks(8)).singleElement().satisfies(lost -> {
            assertThat(lost.part()).isSameAs(console);
            assertThat(lost.why())
                    .matches("console doesn't answer, and hasn't for \\d+ s: it is ended and started again");
        });
    }

    @Test
    void who_can_not_be_looked_at_leaves_the_others_watched() {
        audit.unreadable = true;
        looks(1);
        console.wrong = "doesn't answer";
        assertThat(looks(8))
                .singleElement()
                .satisfies(lost -> assertThat(lost.part()).isSameAs(console));
    }

    @Test
    void one_at_a_time_is_lost_and_the_next_only_once_that_one_is_alive_again_or_had_time_for_it() {
        looks(1);
        console.wrong = audit.wrong = "doesn't answer";
        var lost = looks(8);
        assertThat(lost).hasSize(1);
        var first = (PlayedPart) lost.get(0).part();
        assertThat(looks(10)).as("it comes back").isEmpty();
        first.wrong = "";
        assertThat(looks(8))
                .singleElement()
                .satisfies(next -> assertThat(next.part()).isNotSameAs(first));
    }

    @Test
    void where_nobody_is_alive_it_is_rather_the_machine_which_is_waited_for() {
        looks(1);
        console.wrong = audit.wrong = broker.wrong = "doesn't answer";
        assertThat(looks(20)).isEmpty();
        assertThat(looks(100)).as("but not for ever").isNotEmpty();
    }

    @Test
    void time_in_which_nobody_looked_counts_against_nobody() {
        looks(1);
        console.wrong = "doesn't answer";
        now += TimeUnit.HOURS.toNanos(3);
        watch.look();
        assertThat(watch.lost()).isEmpty();
    }

    private List<LivenessWatch.Lost> looks(int times) {
        var lost = new ArrayList<LivenessWatch.Lost>();
        for (int i = 0; i < times; i++) {
            now += TimeUnit.SECONDS.toNanos(5);
            watch.look();
            watch.lost().ifPresent(lost::add);
        }
        return lost;
    }
}
