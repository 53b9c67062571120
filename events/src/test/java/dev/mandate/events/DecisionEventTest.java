package dev.mandate.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Gap;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.authz.Remedy;
import dev.mandate.events.cloudevents.EventJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecisionEventTest {
    private static final String DENIAL = """
            {"decision": "dec_1", "at": "2026-11-02T10:00:00Z", "subject": "person/per_ada", "chain": [], "action": "call",
             "resource": "tool/mail.send", "allowed": false, "reason": "person_policy", "guards": [], "policyVersion": "main/1",
             "catalogRevision": 1, "freshnessMillis": 5, "caller": "gateway"%s}
            """;

    @Test
    void a_record_says_what_would_have_changed_the_denial_and_whether_the_answer_waited_for_it() throws Exception {
        var read = read(", \"logged\": \"BUFFERED\", \"remedies\": [{\"kind\": \"grant_role\", \"value\": \"sales\"}]");
        assertThat(read.logged()).isEqualTo(Logged.BUFFERED);
        assertThat(read.remedies()).containsExactly(new Remedy("grant_role", null, "sales"));
        assertThat(EventJson.mapper().readValue(EventJson.mapper().writeValueAsBytes(read), Decided.class))
                .isEqualTo(read);
    }

    @Test
    void a_record_from_before_anyone_could_choose_says_neither() throws Exception {
        var read = read("");
        assertThat(read.logged()).isNull();
        assertThat(read.remedies()).isNull();
    }

    @Test
    void a_record_names_its_tool_and_for_any_other_resource_none() throws Exception {
        assertThat(read("").tool()).isEqualTo("mail.send");
        var used = DENIAL.formatted("").replace("tool/mail.send", "model/tool/mail.send");
        assertThat(EventJson.mapper().readValue(used, Decided.class).tool()).isNull();
    }

    @Test
    void a_gap_does_not_end_before_it_begins() {
        var now = Instant.parse("2026-11-02T10:00:00Z");
        assertThatThrownBy(() -> new Gap(now, now, now.minusMillis(1), 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Decided read(String more) throws Exception {
        return EventJson.mapper().readValue(DENIAL.formatted(more), Decided.class);
    }
}
