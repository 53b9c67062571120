package dev.mandate.events.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.topics.Topic.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {
    @Test
    void names_say_owner_stream_and_major_version_and_are_unique() {
        assertThat(TopicCatalogue.all())
                .extracting(Topic::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+\\.[a-z-]+\\.v[1-9]"));
    }

    @Test
    void a_state_topic_has_one_writer_which_is_the_owner_in_its_name() {
        assertThat(TopicCatalogue.all())
                .filteredOn(topic -> topic.kind() == Kind.STATE)
                .isNotEmpty()
                .allSatisfy(topic -> {
                    assertThat(topic.writers()).hasSize(1);
                    var owner = topic.name().startsWith("risk.") ? Account.AUDIT.userName() + "." : topic.name();
                    assertThat(owner)
                            .startsWith(topic.writers().iterator().next().userName() + ".");
                    assertThat(topic.compacted()).isTrue();
                });
    }

    @Test
    void operators_read_everything_and_write_nothing() {
        assertThat(TopicCatalogue.all()).allSatisfy(topic -> {
            assertThat(topic.readers()).contains(Account.OPERATOR);
            assertThat(topic.writers()).doesNotContain(Account.OPERATOR);
        });
    }

    @Test
    void each_service_has_dead_letters_that_nobody_else_writes() {
        for (var service : List.of(Account.LIFECYCLE, Account.IDENTITY, Account.AUTHZ, Account.AUDIT, Account.GATEWAY))
            assertThat(TopicCatalogue.deadLettersOf(service).writers()).isEqualTo(Set.of(service));
    }

    @Test
    void each_service_with_a_database_tells_who_replayed_or_dismissed_its_dead_letters() {
        assertThat(TopicCatalogue.ADMINISTRATION_REPLAYS.writers())
                .containsExactlyInAnyOrder(Account.LIFECYCLE, Account.IDENTITY, Account.AUTHZ, Account.AUDIT);
    }

    @Test
    void the_security_team_reads_findings_signals_and_checkpoints_and_nothing_else() {
        assertThat(TopicCatalogue.all())
                .filteredOn(topic -> topic.readers().contains(Account.SECURITY_TEAM))
                .containsExactlyInAnyOrder(
                        TopicCatalogue.RISK_FINDINGS,
                        TopicCatalogue.IDENTITY_SIGNALS,
                        TopicCatalogue.AUDIT_CHECKPOINTS);
    }
}
