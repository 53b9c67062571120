package dev.mandate.identity.authorize;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "pushed_requests")
@SuppressWarnings("NullAway.Init")
class PushedRequestRow {
    @Id
    String id;

    @Column(name = "client_id")
    String clientId;

    /** As it would have been in the address, percent-encoded. */
    String query;

    String network;

    @Column(name = "ends_at")
    Instant endsAt;

    @Column(name = "taken_at")
    @Nullable
    Instant takenAt;

    @Column(name = "person_id")
    @Nullable
    String personId;
}
