package dev.mandate.gateway.extmcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.gateway.Callers;
import dev.mandate.messaging.draining.Drain;
import dev.mandate.messaging.security.Caller;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AwaitedAnswersTest {
    private static final List<String> WIKI = List.of("wiki");

    private final Caller ada = Callers.of("per_ada", "console");
    private final AtomicLong nanos = new AtomicLong();
    private final List<Awaited> missed = new ArrayList<>();
    private final Drain drain = new Drain(Duration.ZERO, Duration.ofMinutes(1));
    private final AwaitedAnswers answers = replica();

    @Test
    void an_answer_is_taken_once_and_for_its_own_method_and_servers() {
        var ticket = asked(ada);
        assertThat(answers.take(ticket, "tools/list", WIKI)).isEmpty();
        assertThat(answers.take(ticket, "tools/call", List.of("crm"))).isEmpty();
        assertThat(answers.take("another", "tools/call", WIKI)).isEmpty();
        assertThat(answers.take(ticket, "tools/call", WIKI)).isPresent();
        assertThat(answers.take(ticket, "tools/call", WIKI)).isEmpty();
        assertThat(missed).isEmpty();
    }

    @Test
    void one_that_does_not_come_in_time_is_missed_and_too_late_afterwards() {
        var ticket = asked(ada);
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        answers.lookForLate();
        assertThat(missed).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        answers.lookForLate();
        assertThat(missed).hasSize(1);
        assertThat(answers.take(ticket, "tools/call", WIKI)).isEmpty();
    }

    @Test
    void one_that_a_gateway_which_ends_can_wait_for_no_longer_is_missed() throws InterruptedException {
        var shown = asked(ada);
        var ticket = asked(ada);
        answers.take(shown, "tools/call", WIKI);
        drain.begin(new ShutdownDelayInitiatedEvent());
        assertThat(missed).hasSize(1);
        assertThat(answers.take(ticket, "tools/call", WIKI)).isEmpty();
    }

    @Test
    void who_awaits_too_much_has_room_again_once_it_came_or_was_missed() {
        var first = asked(ada);
        asked(ada);
        assertThat(answers.room().ofCall(of(ada), 0)).isEmpty();
        answers.take(first, "tools/call", WIKI);
        asked(ada);
        assertThat(answers.room().ofCall(of(ada), 0)).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        answers.lookForLate();
        assertThat(missed).hasSize(2);
        asked(ada);
        asked(ada);
    }

    @Test
    void which_replica_let_a_request_through_is_seen_by_its_ticket_and_no_other_takes_its_answer() {
        var ticket = asked(ada);
        var another = replica();
        assertThat(another.take(ticket, "tools/call", WIKI)).isEmpty();
        assertThat(another.isElsewhere(ticket)).isTrue();
        assertThat(answers.isElsewhere(ticket)).isFalse();
        assertThat(another.isElsewhere("nonsense")).as("which nobody gave").isFalse();
        assertThat(answers.take(ticket, "tools/call", WIKI)).isPresent();
    }

    private AwaitedAnswers replica() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(ExtMcpConfig.class)
                .withDefaultValue("mandate.ext-mcp.answers-of-caller", "2")
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(ExtMcpConfig.class);
        return new AwaitedAnswers(config, missed::add, drain, nanos::get);
    }

    private String asked(Caller caller) {
        var place = answers.room().ofCall(of(caller), 0).orElseThrow();
        return answers.await(new Awaited("tools/call", WIKI, caller, List.of(), Instant.EPOCH, place));
    }

    private static Occupant of(Caller caller) {
        return Occupant.of(caller, Directory.empty());
    }
}
