package dev.mandate.authz.engine.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ApprovalUsesTest {
    private static final ApprovalId APPROVAL = ApprovalId.of(DecisionId.next());

    private final DecisionId one = DecisionId.next();
    private final DecisionId other = DecisionId.next();

    @Test
    void of_two_replicas_that_use_it_at_once_only_the_one_whose_record_comes_first_may_allow() {
        var here = new ApprovalUses();
        var there = new ApprovalUses();
        assertThat(here.claim(APPROVAL, one)).isTrue();
        assertThat(there.claim(APPROVAL, other)).isTrue();
        var first = here.first(one);
        var second = there.first(other);
        there.recorded(APPROVAL, one);
        there.returned(other, true);
        here.returned(one, true);
        here.recorded(APPROVAL, other);
        assertThat(first).isCompletedWithValue(true);
        assertThat(second).isCompletedWithValue(false);
    }

    @Test
    void nobody_knows_before_the_own_record_is_back() {
        var uses = new ApprovalUses();
        uses.claim(APPROVAL, one);
        assertThat(uses.first(one)).isNotDone();
        assertThat(uses.free(APPROVAL)).isFalse();
    }

    @Test
    void on_one_replica_the_second_is_told_at_once() {
        var uses = new ApprovalUses();
        assertThat(uses.claim(APPROVAL, one)).isTrue();
        assertThat(uses.claim(APPROVAL, other)).isFalse();
    }

    @Test
    void what_never_came_on_record_leaves_it_free() {
        var uses = new ApprovalUses();
        uses.claim(APPROVAL, one);
        uses.release(APPROVAL, one);
        assertThat(uses.claim(APPROVAL, other)).isTrue();
    }

    @Test
    void whoever_read_the_records_later_knows_that_it_is_used_up() {
        var uses = new ApprovalUses();
        uses.recorded(APPROVAL, one);
        assertThat(uses.claim(APPROVAL, other)).isFalse();
        uses.sweep(Instant.now().plus(Duration.ofHours(24)));
        assertThat(uses.free(APPROVAL)).isFalse();
    }

    @Test
    void a_record_that_comes_twice_is_the_same_use() {
        var uses = new ApprovalUses();
        uses.claim(APPROVAL, one);
        var first = uses.first(one);
        uses.recorded(APPROVAL, one);
        uses.recorded(APPROVAL, one);
        assertThat(first).isCompletedWithValue(true);
    }

    @Test
    void where_a_record_before_it_could_not_be_read_it_may_have_been_used() {
        var uses = new ApprovalUses();
        uses.claim(APPROVAL, one);
        var first = uses.first(one);
        uses.returned(one, false);
        assertThat(first).isCompletedWithValue(false);
    }

    /** Whatever the order of claims and however the topic ends up, every replica reads the same topic. */
    @Test
    void over_any_number_of_replicas_exactly_one_of_those_on_record_may_allow() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        for (var round = 0; round < 500; round++) {
            var replicas = new ArrayList<ApprovalUses>();
            var claims = new ArrayList<DecisionId>();
            var answers = new ArrayList<CompletableFuture<Boolean>>();
            for (var more = 2 + random.nextInt(4); more > 0; more--) {
                var uses = new ApprovalUses();
                var decision = DecisionId.next();
                if (uses.claim(APPROVAL, decision)) answers.add(uses.first(decision));
                replicas.add(uses);
                claims.add(decision);
            }
            var topic = new ArrayList<>(claims);
            Collections.shuffle(topic, random);
            if (random.nextBoolean()) topic.add(topic.get(0)); // sent again
            for (var replica = 0; replica < replicas.size(); replica++)
                read(replicas.get(replica), claims.get(replica), topic);
            assertThat(answers).as("seed %d", seed).allMatch(answer -> answer.isDone());
            assertThat(answers.stream().filter(answer -> answer.join()))
                    .as("seed %d", seed)
                    .hasSize(1);
        }
    }

    private static void read(ApprovalUses replica, DecisionId own, List<DecisionId> topic) {
        for (var decision : topic) {
            if (decision.equals(own)) replica.returned(own, true);
            replica.recorded(APPROVAL, decision);
        }
    }
}
