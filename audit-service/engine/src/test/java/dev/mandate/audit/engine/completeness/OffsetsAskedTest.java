package dev.mandate.audit.engine.completeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class OffsetsAskedTest {
    private static final TopicPartition ONE = new TopicPartition("agent.actions.v1", 0);
    private static final TopicPartition OTHER = new TopicPartition("agent.actions.v1", 1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private long now;
    private final List<Asked> asked = new ArrayList<>();
    private final OffsetsAsked ends = new OffsetsAsked(this::ask, () -> now);

    private record Asked(
            Map<TopicPartition, KafkaFutureImpl<ListOffsetsResultInfo>> answers,
            ListOffsetsOptions options,
            long until) {}

    @Test
    void a_partition_whose_leader_has_left_is_asked_for_again_until_somebody_else_leads_it() throws Exception {
        var result = within(MINUTE);
        answer(0, ONE, 7);
        silent(0, OTHER);
        assertThat(asked.get(1).answers().keySet()).isEqualTo(Set.of(OTHER));
        silent(1, OTHER);
        answer(2, OTHER, 9);
        assertThat(result.partitionResult(ONE).get().offset()).isEqualTo(7);
        assertThat(result.partitionResult(OTHER).get().offset()).isEqualTo(9);
        assertThat(result.all().get()).hasSize(2);
    }

    @Test
    void whoever_asks_waits_no_longer_than_he_would_have() {
        var result = within(Duration.ofSeconds(3));
        silent(0, ONE);
        silent(0, OTHER);
        assertThat(asked.get(1).options().timeoutMs()).isEqualTo(1000);
        silent(1, ONE);
        silent(1, OTHER);
        assertThat(asked).hasSize(2);
        assertThatThrownBy(() -> result.partitionResult(ONE).get()).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void what_fails_at_once_is_told_at_once() {
        var result = within(MINUTE);
        fail(0, ONE, new TopicAuthorizationException("not yours"));
        fail(0, OTHER, new TimeoutException("the client is closed"));
        assertThat(asked).hasSize(1);
        assertThat(result.partitionResult(ONE).isCompletedExceptionally()).isTrue();
        assertThat(result.partitionResult(OTHER).isCompletedExceptionally()).isTrue();
    }

    @Test
    void brokers_that_answer_slowly_are_given_longer_each_time() {
        within(MINUTE);
        for (int ask = 0; ask < 4; ask++) {
            silent(ask, ONE);
            silent(ask, OTHER);
        }
        assertThat(asked)
                .extracting(each -> each.options().timeoutMs())
                .containsExactly(2000, 4000, 8000, 16000, 30000);
    }

    @Test
    void open_transactions_count_as_whoever_asks_wants_it() {
        within(MINUTE);
        silent(0, ONE);
        silent(0, OTHER);
        assertThat(asked)
                .allSatisfy(
                        each -> assertThat(each.options().isolationLevel()).isEqualTo(IsolationLevel.READ_COMMITTED));
    }

    private ListOffsetsResult within(Duration patience) {
        return ends.within(
                patience,
                Map.of(ONE, OffsetSpec.latest(), OTHER, OffsetSpec.latest()),
                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
    }

    private ListOffsetsResult ask(Map<TopicPartition, OffsetSpec> partitions, ListOffsetsOptions options) {
        var answers = new HashMap<TopicPartition, KafkaFutureImpl<ListOffsetsResultInfo>>();
        partitions.keySet().forEach(partition -> answers.put(partition, new KafkaFutureImpl<>()));
        asked.add(new Asked(
                answers, options, now + Duration.ofMillis(options.timeoutMs()).toNanos()));
        return new ListOffsetsResult(new HashMap<>(answers));
    }

    private void answer(int ask, TopicPartition partition, long offset) {
        asked.get(ask).answers().get(partition).complete(new ListOffsetsResultInfo(offset, -1, Optional.empty()));
    }

    /** The client gives up. */
    private void silent(int ask, TopicPartition partition) {
        var its = asked.get(ask);
        now = Math.max(now, its.until());
        fail(
                ask,
                partition,
                new TimeoutException("no answer within " + its.options().timeoutMs()));
    }

    private void fail(int ask, TopicPartition partition, RuntimeException failure) {
        asked.get(ask).answers().get(partition).completeExceptionally(failure);
    }
}
