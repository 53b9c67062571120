package dev.mandate.audit.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.audit.engine.job.RiskRun;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.junit.jupiter.api.Test;

class JobSettingsTest {
    @Test
    void kafka_streams_does_not_commit_before_the_job_asks_for_it() throws IOException {
        assertThat(settings().getProperty("kafka-streams.commit.interval.ms"))
                .isEqualTo(String.valueOf(CommitPace.LATEST.toMillis()));
    }

    @Test
    void a_commit_waits_for_two_coordinators_that_say_nothing_no_longer_than_for_a_replica_that_does()
            throws IOException {
        assertThat(2 * number("kafka-streams.producer.request.timeout.ms"))
                .isLessThanOrEqualTo(number("kafka-streams.consumer.session.timeout.ms"));
    }

    /** Of the ten seconds that judging may stand still; what is done in the others is work, and no clock. */
    @Test
    void who_is_killed_is_missed_and_all_have_heard_of_it_within_eight_seconds() throws IOException {
        var heartbeat = number("kafka-streams.consumer.heartbeat.interval.ms");
        var joined = 2 * heartbeat; // each hears of it with its next one, and of what it was given
        assertThat(number("kafka-streams.consumer.session.timeout.ms") + joined).isLessThanOrEqualTo(8_000);
    }

    @Test
    void who_ends_is_not_waited_for() throws IOException {
        assertThat(settings())
                .containsEntry("kafka-streams.consumer.internal.leave.group.on.close", "true")
                .as("a static member leaves no group")
                .doesNotContainKey("kafka-streams.group.instance.id");
    }

    @Test
    void each_task_has_a_copy_elsewhere_and_goes_to_none_that_has_yet_to_read_it() throws IOException {
        assertThat(number("kafka-streams.num.standby.replicas")).isPositive();
        // read in a moment; Kafka Streams' own 10,000 are all that a session's task has in a day
        assertThat(number("kafka-streams.acceptable.recovery.lag")).isLessThanOrEqualTo(1_000);
    }

    @Test
    void the_outbox_vouches_for_no_topic_that_the_job_writes() throws IOException {
        var settings = settings();
        var states = TopicCatalogue.all().stream()
                .filter(topic -> topic.compacted() && topic.writers().contains(Account.AUDIT))
                .map(Topic::name)
                .collect(Collectors.toSet());
        try (var run = RiskRun.with(RiskRun.rule("data-exfiltration"))) {
            assertThat(settings.getProperty("mandate.outbox.vouched-for-elsewhere")
                            .split(","))
                    .containsExactlyInAnyOrderElementsOf(sinks(run.topology()).stream()
                            .filter(states::contains)
                            .distinct()
                            .toList());
        }
    }

    private static long number(String setting) throws IOException {
        return Long.parseLong(settings().getProperty(setting));
    }

    private static Properties settings() throws IOException {
        var settings = new Properties();
        try (var file = RiskConfig.class.getResourceAsStream("/application.properties")) {
            settings.load(file);
        }
        return settings;
    }

    private static List<String> sinks(Topology job) {
        return job.describe().subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(Sink.class::isInstance)
                .map(sink -> ((Sink) sink).topic())
                .toList();
    }
}
