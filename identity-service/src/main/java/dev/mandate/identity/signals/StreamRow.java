package dev.mandate.identity.signals;

import dev.mandate.identity.keys.SigningAlgorithm;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate // what is sealed anew beside it stays
@Table(name = "signal_streams")
@SuppressWarnings("NullAway.Init")
class StreamRow {
    private static final int MOST_DOUBLINGS = 20;

    /** What it is for. */
    enum Kind {
        /** A receiver has made it. */
        STREAM,
        /** An application hears who signed out. */
        LOGOUT
    }

    /** How it is delivered. */
    enum Method {
        PUSH("urn:ietf:rfc:8935"),
        POLL("urn:ietf:rfc:8936");

        final String urn;

        Method(String urn) {
            this.urn = urn;
        }
    }

    @Id
    String id;

    @Column(name = "client_id")
    String clientId;

    @Enumerated(EnumType.STRING)
    Kind kind;

    @Enumerated(EnumType.STRING)
    Method method;

    /** Where there is a header, that of the {@link PushAccess} is asked. */
    @Nullable
    String endpoint;

    /** A {@link PushAccess}; null for no header. */
    @Column(name = "authorization_sealed")
    byte @Nullable [] authorizationSealed;

    @Nullable
    String description;

    @Column(name = "events_requested")
    @Nullable
    String eventsRequested;

    String events;

    /** What its signals are signed with; an application's logouts as its ID tokens are. */
    @Enumerated(EnumType.STRING)
    SigningAlgorithm algorithm;

    @Enumerated(EnumType.STRING)
    StreamStatus status;

    @Column(name = "status_reason")
    @Nullable
    String statusReason;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "verified_at")
    @Nullable
    Instant verifiedAt;

    int attempts;

    @Column(name = "next_attempt_at")
    Instant nextAttemptAt;

    @Column(name = "leased_until")
    Instant leasedUntil;

    static StreamRow of(String id, String client, Instant now) {
        var row = new StreamRow();
        row.id = id;
        row.clientId = client;
        row.kind = Kind.STREAM;
        row.status = StreamStatus.ENABLED;
        row.algorithm = SigningAlgorithm.RS256;
        row.createdAt = now;
        row.attemptAgain(now);
        return row;
    }

    /** At once. */
    void attemptAgain(Instant now) {
        attempts = 0;
        nextAttemptAt = now;
        leasedUntil = now;
    }

    /**
     * Whoever is never done comes after those that wait already.
     *
     * @param went whether something was taken, so that the next failure is the first one
     */
    void released(Instant now, boolean went) {
        leasedUntil = now;
        if (!went) return;
        attempts = 0;
        if (nextAttemptAt.isBefore(now)) nextAttemptAt = now;
    }

    /** Each wait is twice the one before. */
    void failed(Instant now, Duration longest) {
        var pause = Duration.ofSeconds(1L << Math.min(attempts, MOST_DOUBLINGS));
        attempts++;
        nextAttemptAt = now.plus(pause.compareTo(longest) < 0 ? pause : longest);
    }

    List<String> events() {
        return words(events);
    }

    List<String> eventsRequested() {
        return eventsRequested == null ? SignalType.usual() : words(eventsRequested);
    }

    private static List<String> words(String separated) {
        return separated.isEmpty() ? List.of() : List.of(separated.split(" "));
    }
}
