package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.authz.PolicyRecord.Activation;
import dev.mandate.events.authz.PolicyRecord.PolicySetChange;
import dev.mandate.events.authz.PolicyRecord.Version;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyNarratorTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Version THIRD = new Version(3, 1, "sha256:5f2c");
    private static final Actor ADA = new Actor("per_ada", "console", List.of(new Acting("agt_desk", null)));

    private final PolicyNarrator narrator = new PolicyNarrator(Actor::toString);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ACTIVATED   | activated version 3 of the policy set main
                    ROLLED_BACK | rolled the policy set main back to version 3
                    DEACTIVATED | took the policy set main out of force
                    WATCHED     | watches version 3 of the policy set main as a shadow
                    UNWATCHED   | watches no version of the policy set main any more
                    """)
    void what_was_done_to_a_set_is_told_with_who_did_it_by_which_client_through_whom(
            PolicySetChange change, String did) {
        var told = narrator.tell(activation(change, ADA));
        assertThat(told.summary())
                .isEqualTo("per_ada by console through agt_desk " + did + "; in force: version 3, watched: version 3");
        assertThat(told.person()).isEqualTo(new IdentityId("per_ada"));
        assertThat(told.subject()).isEqualTo("policy-set:main");
        assertThat(told.outcome()).isEqualToIgnoringCase(change.name());
    }

    @Test
    void a_record_from_before_is_told_by_the_text_it_has() {
        var told = narrator.tell(activation(null, null));
        assertThat(told.summary())
                .isEqualTo("per_ada changed which version of the policy set main counts; in force: version 3,"
                        + " watched: version 3");
        assertThat(told.person()).isEqualTo(new IdentityId("per_ada"));
    }

    @Test
    void a_client_of_its_own_right_is_no_person() {
        var told = narrator.tell(activation(PolicySetChange.ACTIVATED, new Actor("admin", "admin", List.of())));
        assertThat(told.summary()).startsWith("admin activated version 3");
        assertThat(told.person()).isNull();
    }

    @Test
    void a_publication_is_told_with_its_digest_and_how_much_it_is() {
        var published =
                new PolicyRecord.Published("main", 3, 1, false, "sha256:77aa", 12, 4, "mail at night", NOON, ADA);
        assertThat(narrator.tell(published).summary())
                .isEqualTo("per_ada by console through agt_desk published version 3 of the policy set main:"
                        + " 12 policies, 4 tests, sha256:77aa; mail at night");
    }

    @Test
    void the_text_of_a_policy_is_no_line() {
        var part = new PolicyRecord.Part("main", 3, 0, 4, false, "{}");
        assertThatThrownBy(() -> narrator.tell(part)).hasMessage("main/3/0 is no event");
    }

    private static Activation activation(@Nullable PolicySetChange change, @Nullable Actor actor) {
        return new Activation("main", 4, false, THIRD, THIRD, NOON, "per_ada", change, actor);
    }
}
