package dev.mandate.cli.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesBesideIdsTest {
    private final NamesBesideIds names = new NamesBesideIds(
            id -> Optional.ofNullable(Map.of("del_1", "Answer Bob’s mail", "agt_1", "mailer", "del_2", "a".repeat(500))
                    .get(id)));

    @Test
    void a_delegation_is_told_by_the_words_of_its_task() {
        assertThat(names.in("Delegation del_1 doesn't name the tool pay; a delegation that names it changes this."))
                .isEqualTo("The task “Answer Bob’s mail” (del_1) doesn't name the tool pay; a delegation that names it"
                        + " changes this.");
        assertThat(names.in("Under delegation del_1 of agent/agt_1 only"))
                .isEqualTo("Under the task “Answer Bob’s mail” (del_1) of “mailer” (agt_1) only");
    }

    @Test
    void one_that_nobody_knows_keeps_its_id_and_long_words_are_cut() {
        assertThat(names.in("Delegation del_9 was revoked; only a new one changes this."))
                .isEqualTo("Delegation del_9 was revoked; only a new one changes this.");
        assertThat(names.in("Delegation del_2 ended.")).hasSizeLessThan(150);
    }
}
