package dev.mandate.identity.transmitters;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** Where a transmitter is asked that doesn't push, and how that goes. */
@Entity
@Table(name = "transmitter_polls")
@DynamicUpdate // what is sealed anew beside it stays
@SuppressWarnings("NullAway.Init")
class PollRow {
    @Id
    String issuer;

    /** For people; that of the {@link PollAccess} is asked. */
    String url;

    /** A {@link PollAccess}. */
    byte[] sealed;

    @Column(name = "next_at")
    Instant nextAt;

    @Column(name = "leased_until")
    Instant leasedUntil;

    int attempts;

    /** When all that it gave was last heard. */
    @Column(name = "asked_at")
    @Nullable
    Instant askedAt;

    /** Why that isn't so since; null while it is. */
    @Nullable
    String problem;

    /** For whom its access is sealed. */
    static String ownerOf(String issuer) {
        return "poll of " + issuer;
    }
}
