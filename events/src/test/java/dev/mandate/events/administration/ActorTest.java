package dev.mandate.events.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.ids.IdentityId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActorTest {
    private static final Actor THROUGH_AGENTS = new Actor(
            "per_ada",
            "console",
            List.of(new Acting("agt_mail", null), new Acting("agt_desk", "https://partner.example")));

    @Test
    void whoever_acts_for_a_person_has_done_it_himself_and_the_person_stays_on_record() throws Exception {
        assertThat(THROUGH_AGENTS.acting()).isEqualTo("agt_mail");
        assertThat(THROUGH_AGENTS.identity()).contains(new IdentityId("per_ada"));
        assertThat(THROUGH_AGENTS).hasToString("per_ada by console through agt_mail, for agt_desk");
        var json = EventJson.mapper().writeValueAsString(THROUGH_AGENTS);
        assertThat(EventJson.mapper().readValue(json, Actor.class)).isEqualTo(THROUGH_AGENTS);
        assertThat(json).doesNotContain("acting").doesNotContain("null");
    }

    @Test
    void a_client_of_its_own_right_is_no_identity() {
        var deployer = new Actor("deployer", "deployer", List.of());
        assertThat(deployer.identity()).isEmpty();
        assertThat(deployer.acting()).isEqualTo("deployer");
        assertThat(deployer).hasToString("deployer");
    }

    @Test
    void names_are_bounded_and_so_is_the_chain() {
        assertThatThrownBy(() -> new Actor("x".repeat(257), "c", List.of())).hasMessageContaining("subject");
        assertThatThrownBy(() -> new Actor("s", " ", List.of())).hasMessageContaining("client");
        assertThatThrownBy(() -> new Actor("s", "c\u001b[2J", List.of())).hasMessageContaining(PlainText.RULE);
        var chain = Collections.nCopies(Actor.MAX_CHAIN + 1, new Acting("agt_a", null));
        assertThatThrownBy(() -> new Actor("s", "c", chain)).hasMessageContaining("chain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\u0000b",
                "\u001b[31mred",
                "a\u0085b",
                "a\u2028b",
                "\u202Egnp.exe",
                "a\u2066b",
                "a\u200Fb",
                "\uD800",
                "a\uDB40\uDC41b"
            })
    void text_that_does_not_read_as_it_is_written_is_not_plain(String text) {
        assertThat(PlainText.is(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "year end", "Jahresabschluß für Ádám", "می\u200cخواهم", "👩\u200d💻 on call", "שלום"})
    void text_of_any_script_is_plain(String text) {
        assertThat(PlainText.is(text)).isTrue();
    }
}
