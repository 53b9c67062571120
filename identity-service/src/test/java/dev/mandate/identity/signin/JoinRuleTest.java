package dev.mandate.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JoinRuleTest {
    private static final JoinRule ENGINEERS = new JoinRule("groups", "engineers", "engineering", "Engineer", "DE");
    private static final JoinRule STAFF = new JoinRule("kind", "staff", "staff", null, null);
    private static final JoinRule OTHERS = new JoinRule(null, null, "guests", null, null);

    @Test
    void the_first_that_fits_says_what_he_is() {
        var rules = List.of(ENGINEERS, STAFF, OTHERS);
        assertThat(JoinRule.of(rules, Map.of("groups", List.of("sales", "engineers")), Set.of()))
                .contains(ENGINEERS);
        assertThat(JoinRule.of(rules, Map.of("kind", "staff", "groups", List.of("sales")), Set.of()))
                .contains(STAFF);
        assertThat(JoinRule.of(rules, Map.of("groups", "engineers"), Set.of())).contains(ENGINEERS);
        assertThat(JoinRule.of(rules, Map.of(), Set.of())).contains(OTHERS);
    }

    @Test
    void without_a_rule_that_fits_nobody_is_taken_in() {
        assertThat(JoinRule.of(List.of(), Map.of("groups", List.of("engineers")), Set.of()))
                .isEmpty();
        assertThat(JoinRule.of(
                        List.of(ENGINEERS, STAFF), Map.of("groups", Map.of("engineers", true), "kind", 1), Set.of()))
                .isEmpty();
    }

    @Test
    void what_access_depends_on_is_the_rules_and_no_claims() {
        var worker = ENGINEERS.worker(
                Map.of("given_name", "Ida", "department", "board", "title", "Director", "country", "US"), null);
        assertThat(worker.department()).isEqualTo("engineering");
        assertThat(worker.title()).isEqualTo("Engineer");
        assertThat(worker.country()).isEqualTo("DE");
        assertThat(worker.displayName()).isEqualTo("Ida -");
        assertThat(worker.email()).isNull();
        assertThat(OTHERS.worker(Map.of("name", "Ida Iversen"), "ida@corp.example")
                        .givenName())
                .isEqualTo("Ida Iversen");
    }

    @Test
    void where_a_claim_could_not_be_asked_for_nobody_is_what_a_later_rule_says() {
        var rules = List.of(ENGINEERS, STAFF, OTHERS);
        assertThat(JoinRule.of(rules, Map.of("groups", "sales"), Set.of("kind")))
                .isEmpty();
        assertThat(JoinRule.of(rules, Map.of("kind", "staff"), Set.of("groups")))
                .isEmpty();
        assertThat(JoinRule.of(rules, Map.of("groups", "engineers"), Set.of("kind")))
                .contains(ENGINEERS);
        assertThat(JoinRule.of(rules, Map.of(), Set.of("given_name"))).contains(OTHERS);
    }
}
