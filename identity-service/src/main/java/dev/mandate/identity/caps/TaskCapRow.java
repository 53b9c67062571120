package dev.mandate.identity.caps;

import dev.mandate.events.identity.TaskCapEvent.Of;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;

@Entity
@Table(name = "task_caps")
@IdClass(TaskCapRow.Key.class)
@SuppressWarnings("NullAway.Init")
class TaskCapRow {
    record Key(Of of, String name) implements Serializable {}

    @Id
    @Column(name = "of_what")
    @Enumerated(EnumType.STRING)
    Of of;

    @Id
    String name;

    /** In seconds. */
    long longest;

    TaskCap cap() {
        return new TaskCap(of, name, Duration.ofSeconds(longest));
    }
}
