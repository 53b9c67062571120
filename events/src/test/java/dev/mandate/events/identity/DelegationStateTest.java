package dev.mandate.events.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DelegationStateTest {
    private static final IdentityId AGENT = new IdentityId("agt_clerk");

    @Test
    void a_roots_words_are_the_persons_unless_the_agent_worded_it() {
        assertThat(state(null, null).personsTask()).contains("pay the invoice");
        assertThat(state(null, null).personsIdentifiers()).containsExactly("bill@shop.example");
        assertThat(state(null, AGENT).personsTask()).isEmpty();
        assertThat(state(null, AGENT).personsIdentifiers()).isEmpty();
        assertThat(state(new DelegationId("del_above"), null).personsTask()).isEmpty();
    }

    @Test
    void who_worded_it_is_told_and_read_and_a_record_from_before_says_nothing_of_it() throws Exception {
        var mapper = EventJson.mapper();
        var his = mapper.writeValueAsString(state(null, null));
        assertThat(his).doesNotContain("wordedBy").doesNotContain("persons");
        assertThat(mapper.readValue(his, DelegationState.class)).isEqualTo(state(null, null));
        var its = mapper.writeValueAsString(state(null, AGENT));
        assertThat(its).contains("\"wordedBy\":\"agt_clerk\"");
        assertThat(mapper.readValue(its, DelegationState.class)).isEqualTo(state(null, AGENT));
    }

    @Test
    void what_was_agreed_to_is_told_and_read_and_belongs_to_a_task() throws Exception {
        var mapper = EventJson.mapper();
        var kind =
                new AgreedKind(new DecisionId("dec_asked"), List.of("held"), "main/1", List.of("to"), "console", null);
        var agreed = state(new DelegationId("del_above"), null, kind);
        assertThat(mapper.readValue(mapper.writeValueAsString(agreed), DelegationState.class))
                .isEqualTo(agreed);
        assertThat(mapper.writeValueAsString(state(null, null))).doesNotContain("agreed");
        assertThatThrownBy(() -> state(null, null, kind)).hasMessage("what was agreed to belongs to a task");
        assertThatThrownBy(() -> new AgreedKind(
                        new DecisionId("dec_asked"), List.of(), "main/1", List.of("to"), "console", null))
                .hasMessage("policies must not be empty");
    }

    private static DelegationState state(@Nullable DelegationId parent, @Nullable IdentityId wordedBy) {
        return state(parent, wordedBy, null);
    }

    private static DelegationState state(
            @Nullable DelegationId parent, @Nullable IdentityId wordedBy, @Nullable AgreedKind agreed) {
        return new DelegationState(
                new DelegationId("del_task"),
                1,
                false,
                new SessionId("del_task"),
                parent,
                new IdentityId("per_ada"),
                AGENT,
                "pay the invoice",
                List.of("bill@shop.example"),
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(60),
                DelegationState.Status.ACTIVE,
                null,
                1,
                wordedBy,
                agreed);
    }
}
