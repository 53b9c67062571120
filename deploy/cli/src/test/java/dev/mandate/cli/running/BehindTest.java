package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BehindTest {
    @Test
    void what_is_left_of_each_stream_is_told_by_its_topic_and_what_is_done_is_not() {
        assertThat(Behind.of(List.of(
                        "# HELP mandate_outbox_pending rows",
                        "mandate_outbox_pending 3.0",
                        "mandate_projection_lag_records{topic=\"lifecycle.access.v1\"} 0.0",
                        "mandate_projection_lag_records{topic=\"identity.keys.v1\"} 12.0",
                        "kafka_consumer_fetch_manager_records_lag{client_id=\"a\",partition=\"0\",topic=\"hr.workers.v1\"} 1.2E3",
                        "kafka_consumer_fetch_manager_records_lag{client_id=\"a\",partition=\"1\",topic=\"hr.workers.v1\"} 4.0",
                        "kafka_consumer_fetch_manager_records_lag{client_id=\"a\",partition=\"1\",topic=\"hr_workers_v1\"} 4.0",
                        "kafka_consumer_fetch_manager_records_lag{client_id=\"a\",partition=\"2\",topic=\"hr.workers.v1\"} NaN",
                        "kafka_consumer_fetch_manager_records_lag_max{client_id=\"a\"} 900.0")))
                .isEqualTo(Map.of("its outbox", 3L, "identity.keys.v1", 12L, "hr.workers.v1", 1204L));
    }
}
