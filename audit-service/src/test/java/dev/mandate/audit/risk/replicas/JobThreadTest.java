package dev.mandate.audit.risk.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobThreadTest {
    private static final String ALIVE = "audit-risk-2b072c5a-2133-4218-a331-d5b4a73fcfe7";
    private static final String GONE = "audit-risk-c5b16d60-86db-4931-b3c1-3229a334d0e2";

    @Test
    void what_a_thread_began_that_is_no_member_any_more_is_abandoned() {
        assertThat(abandoned(List.of(ALIVE + "-StreamThread-1-consumer"), ALIVE + "-1", GONE + "-1"))
                .containsExactly(GONE + "-1");
    }

    @Test
    void so_is_what_a_thread_began_that_another_one_replaced() {
        assertThat(abandoned(List.of(ALIVE + "-StreamThread-2-consumer"), ALIVE + "-1", ALIVE + "-2"))
                .containsExactly(ALIVE + "-1");
    }

    @Test
    void a_group_without_members_is_not_known_yet_and_nothing_is_abandoned() {
        assertThat(abandoned(List.of(), GONE + "-1")).isEmpty();
    }

    @Test
    void beside_a_member_that_somebody_named_otherwise_nothing_is_abandoned() {
        assertThat(abandoned(List.of("mine-StreamThread-1-consumer"), GONE + "-1"))
                .isEmpty();
        assertThat(abandoned(List.of("mine-StreamThread-1-consumer", ALIVE + "-StreamThread-1-consumer"), GONE + "-1"))
                .isEmpty();
    }

    @Test
    void transactions_of_others_are_left_alone() {
        assertThat(abandoned(List.of(ALIVE + "-StreamThread-1-consumer"), "audit-relay-0", "other-" + GONE + "-1"))
                .isEmpty();
    }

    private static Set<String> abandoned(List<String> members, String... transactionalIds) {
        return JobThread.abandoned("audit-risk", members, List.of(transactionalIds));
    }
}
