package dev.mandate.audit.engine.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final List<String> BOTH = List.of("actions", "decisions");

    private final Inputs inputs = new Inputs();
    private final Progress progress = Progress.begin(inputs, BOTH, 0);

    @Test
    void nothing_is_complete_before_the_broker_was_asked_about_each_topic() {
        Consumed.records(inputs, "actions", 0, 0, NOON);
        assertThat(progress.completeUntil()).isEmpty();
    }

    @Test
    void topics_without_records_are_complete_up_to_when_the_broker_was_asked() {
        bothHave(0, NOON);
        assertThat(progress.completeUntil()).contains(NOON);
    }

    @Test
    void what_was_handed_out_and_not_yet_judged_is_not_complete() {
        bothHave(3, NOON);
        progress.processed("actions", 1);
        progress.processed("decisions", 2);
        assertThat(progress.completeUntil()).isEmpty();
        progress.processed("actions", 2);
        assertThat(progress.completeUntil()).contains(NOON);
    }

    @Test
    void a_thread_waits_for_records_no_longer_than_its_tasks_wait_for_their_next_look() {
        var idle = Duration.ofSeconds(1);
        assertThat(patience(idle)).isEqualTo(idle);
        progress.lookFor("actions", true);
        assertThat(patience(idle)).isEqualTo(Inputs.LOOK);
        assertThat(patience(Duration.ZERO)).isZero();
        progress.lookFor("actions", false);
        assertThat(patience(idle)).isEqualTo(idle);
    }

    @Test
    void a_task_that_comes_back_to_a_partition_looks_for_nothing_yet() {
        progress.lookFor("actions", true);
        Progress.begin(inputs, BOTH, 0);
        assertThat(patience(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void what_the_broker_has_and_nobody_read_is_not_complete() {
        bothHave(0, NOON);
        Consumed.records(inputs, "actions", 0, 1, NOON.plusSeconds(1));
        assertThat(progress.completeUntil()).isEmpty();
    }

    @Test
    void a_broker_that_is_not_heard_of_shows_as_time_that_stands_still() {
        bothHave(0, NOON);
        Consumed.records(inputs, "actions", 0, 0, NOON.plusSeconds(60));
        assertThat(progress.completeUntil()).contains(NOON);
    }

    @Test
    void a_task_that_comes_back_to_a_partition_is_complete_again_without_a_new_record() {
        bothHave(3, NOON);
        var again = Progress.begin(inputs, BOTH, 0); // reads on after the three, which others have judged
        for (var topic : BOTH) {
            Consumed.asked(inputs, Map.of(topic, 3L), NOON.plusSeconds(9));
            inputs.handed(new TopicPartition(topic, 0), 3, -1);
        }
        assertThat(again.completeUntil()).contains(NOON.plusSeconds(9));
    }

    @Test
    void what_was_judged_before_a_rollback_is_not_taken_for_judged() {
        bothHave(3, NOON);
        for (var topic : BOTH) progress.processed(topic, 2);
        var again = Progress.begin(inputs, BOTH, 0);
        bothHave(3, NOON.plusSeconds(1)); // the same records, handed out anew
        assertThat(again.completeUntil()).isEmpty();
    }

    @Test
    void what_is_written_meanwhile_defers_nothing() {
        bothHave(3, NOON);
        for (var topic : BOTH) progress.processed(topic, 1);
        assertThat(progress.completeUntil()).isEmpty();
        bothHave(9, NOON.plusSeconds(1));
        for (var topic : BOTH) progress.processed(topic, 5);
        assertThat(progress.completeUntil()).contains(NOON);
        for (var topic : BOTH) progress.processed(topic, 8);
        assertThat(progress.completeUntil()).contains(NOON.plusSeconds(1));
    }

    @Test
    void the_end_of_a_transaction_is_no_record_to_wait_for() {
        Consumed.asked(inputs, Map.of("actions", 4L, "decisions", 4L), NOON);
        for (var topic : BOTH) {
            inputs.handed(new TopicPartition(topic, 0), 4, 2); // the record after it ends the transaction
            progress.processed(topic, 2);
        }
        assertThat(progress.completeUntil()).contains(NOON);
    }

    @Test
    void a_partition_that_lost_its_records_holds_nothing_back_for_ever() {
        bothHave(9, NOON);
        assertThat(progress.completeUntil()).isEmpty();
        for (var topic : BOTH) Consumed.records(inputs, topic, 0, 0, NOON.plusSeconds(1));
        assertThat(progress.completeUntil()).contains(NOON.plusSeconds(1));
    }

    @Test
    void what_was_processed_and_is_not_done_with_is_not_complete() {
        bothHave(3, NOON);
        for (var topic : BOTH) progress.processed(topic, 2);
        progress.waiting("actions", () -> OptionalLong.of(2));
        assertThat(progress.completeUntil()).isEmpty();
        progress.waiting("actions", () -> OptionalLong.of(3)); // came after the ask
        assertThat(progress.completeUntil()).contains(NOON);
    }

    @Test
    void a_topic_was_read_up_to_the_newest_ask_before_whose_answer_all_was_processed() {
        bothHave(0, NOON);
        assertThat(progress.reached("decisions")).isEqualTo(progress.asks());
        var before = progress.asks();
        Consumed.asked(inputs, Map.of("decisions", 1L), NOON.plusSeconds(1));
        assertThat(progress.reached("decisions")).isEqualTo(before);
        Consumed.handed(inputs, "decisions", 1);
        progress.processed("decisions", 0);
        assertThat(progress.reached("decisions")).isEqualTo(progress.asks());
    }

    private void bothHave(long records, Instant asked) {
        for (var topic : BOTH) Consumed.records(inputs, topic, records, records, asked);
    }

    private Duration patience(Duration most) {
        return inputs.patience(List.of(new TopicPartition("decisions", 0), new TopicPartition("actions", 0)), most);
    }
}
