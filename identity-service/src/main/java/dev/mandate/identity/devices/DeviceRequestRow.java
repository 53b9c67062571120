package dev.mandate.identity.devices;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "device_requests")
@SuppressWarnings("NullAway.Init")
class DeviceRequestRow {
    @Id
    String id;

    @Column(name = "code_hash")
    byte[] codeHash;

    @Column(name = "user_code")
    String userCode;

    @Column(name = "client_id")
    String clientId;

    /** Separated by spaces. */
    String scopes;

    /** Of the task that an agent asks for, as they came; null without. */
    @Nullable
    String details;

    String address;

    String network;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "ends_at")
    Instant endsAt;

    @Column(name = "poll_seconds")
    int pollSeconds;

    @Column(name = "next_poll_at")
    Instant nextPollAt;

    @Column(name = "answered_at")
    @Nullable
    Instant answeredAt;

    @Column(name = "authorization_id")
    @Nullable
    String authorizationId;

    boolean waits(Instant now) {
        return answeredAt == null && now.isBefore(endsAt);
    }
}
