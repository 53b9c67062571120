package dev.mandate.identity.signals;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was last told of an identity, be there somebody who listens or not. */
@Entity
@Table(name = "signal_standings")
@SuppressWarnings("NullAway.Init")
class SignalledStateRow {
    @Id
    String id;

    boolean active;

    @Column(name = "void_before")
    @Nullable
    Instant voidBefore;
}
