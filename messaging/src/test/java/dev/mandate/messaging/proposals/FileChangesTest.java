package dev.mandate.messaging.proposals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.administration.ProposedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FileChangesTest {
    private final List<ProposalEvent> told = new ArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private final FileChanges changes = new FileChanges("audit-1.example:8084", event -> {
        if (away.get()) throw new IllegalStateException("the database is away");
        told.add(event);
    });
    private Optional<ProposedChange> inForce = Optional.empty();

    FileChangesTest() {
        changes.add(() -> inForce);
    }

    @Test
    void files_that_change_what_counts_are_told_once_with_the_replica_that_has_them() throws Throwable {
        changes.look();
        assertThat(told).as("there are none").isEmpty();
        inForce = Optional.of(rules("one"));
        changes.look();
        changes.look();
        assertThat(told).singleElement().isInstanceOfSatisfying(ProposalEvent.MadeByFiles.class, made -> {
            assertThat(made.replica()).isEqualTo("audit-1.example:8084");
            assertThat(made.change()).isEqualTo(rules("one"));
        });
        inForce = Optional.of(rules("two"));
        changes.look();
        assertThat(told).extracting(event -> event.change().digest()).containsExactly("one", "two");
    }

    @Test
    void what_could_not_be_told_is_told_later() throws Throwable {
        inForce = Optional.of(rules("one"));
        away.set(true);
        assertThatThrownBy(changes::look).hasMessageContaining("away");
        away.set(false);
        changes.look();
        assertThat(told).hasSize(1);
    }

    @Test
    void what_another_part_of_the_service_has_by_settings_is_told_beside_it() throws Throwable {
        inForce = Optional.of(rules("one"));
        changes.add(() -> Optional.of(rules("outputs")));
        changes.look();
        inForce = Optional.of(rules("two"));
        changes.look();
        assertThat(told).extracting(event -> event.change().digest()).containsExactly("one", "outputs", "two");
    }

    private static ProposedChange rules(String digest) {
        return new ProposedChange("rule-files", "files", "judge by the rules of its files", List.of(), digest);
    }
}
