package dev.mandate.lifecycle.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.lifecycle.workers.WorkerSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceiversTest {
    private static final Worker ADA = worker("per_ada", "E-0042", "ada@acme.example");
    private static final Worker BO = worker("per_bo", "E-0043", "bo@acme.example");

    @Test
    void who_gets_something_is_found_at_any_depth_in_any_case_and_within_a_text() {
        assertNamed(Map.of("transfer", Map.of("to", List.of("ADA@acme.example "))));
        assertNamed(Map.of("shares", Map.of("ada@acme.example", 100)));
        assertNamed(Map.of("to", "Ada Abel <ada@acme.example>, others"));
        assertNamed(Map.of("note", "for per_ada; soon"));
        assertNamed(Map.of("employee", "e-0042"));
    }

    @Test
    void who_is_not_named_gets_nothing() {
        var received =
                Receivers.of(Map.of("to", "bo@acme.example", "amount", 42)).orElseThrow();
        assertThat(received.name(ADA)).isFalse();
        assertThat(received.name(BO)).isTrue();
        assertThat(Receivers.NOBODY.name(ADA)).isFalse();
        assertThat(Receivers.of(null)).contains(Receivers.NOBODY);
    }

    @Test
    void more_than_anybody_could_read_are_too_many() {
        var many = new HashMap<String, Object>();
        many.put(
                "to",
                IntStream.range(0, Receivers.MOST + 1)
                        .mapToObj(number -> number + "@acme.example")
                        .toList());
        assertThat(Receivers.of(many)).isEmpty();
        var text = IntStream.range(0, 10_000)
                .mapToObj(number -> number + "@acme.example")
                .reduce("", (one, other) -> one + " " + other);
        assertThat(Receivers.of(Map.of("to", text))).isEmpty();
    }

    private static void assertNamed(Map<String, Object> arguments) {
        var received = Receivers.of(arguments).orElseThrow();
        assertThat(received.name(ADA)).as(arguments.toString()).isTrue();
        assertThat(received.name(BO)).as(arguments.toString()).isFalse();
    }

    private static Worker worker(String identity, String employee, String email) {
        var attributes = new WorkerAttributes("Ada", "Abel", email, "sales", "Analyst", "GB", null);
        var standing =
                new WorkerSnapshot(1, Employment.ACTIVE, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, attributes);
        return new Worker(employee, new IdentityId(identity), "hr", 1, standing, null, null, List.of());
    }
}
