package dev.mandate.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final AtomicInteger over = new AtomicInteger();

    @Test
    void while_a_server_waits_for_an_answer_itself_its_time_stands_still() {
        var brief = new Patience(Duration.ofMillis(20), over::incrementAndGet);
        brief.waits();
        brief.waits();
        brief.begin();
        var other = new AtomicInteger();
        var beside = new Patience(Duration.ofMillis(40), other::incrementAndGet);
        beside.begin();
        brief.goesOn();
        await().atMost(SOON).until(() -> other.get() == 1);
        assertThat(over).as("of two questions one is open").hasValue(0);
        brief.goesOn();
        await().atMost(SOON).until(() -> over.get() == 1);
    }

    @Test
    void one_that_asks_without_end_gets_no_more_time_by_that() {
        var patience = new Patience(Duration.ofSeconds(1), over::incrementAndGet);
        patience.begin();
        await().pollInterval(Duration.ofMillis(1)).atMost(SOON).until(() -> {
            patience.waits();
            patience.goesOn();
            return over.get() > 0;
        });
    }

    @Test
    void one_that_has_answered_is_waited_for_no_more() {
        var ended = new Patience(Duration.ofMillis(1), over::incrementAndGet);
        ended.waits();
        ended.end();
        ended.goesOn();
        var other = new AtomicInteger();
        new Patience(Duration.ofMillis(30), other::incrementAndGet).begin();
        await().atMost(SOON).until(() -> other.get() == 1);
        assertThat(over).hasValue(0);
    }
}
