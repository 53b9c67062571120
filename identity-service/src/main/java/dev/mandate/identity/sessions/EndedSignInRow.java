package dev.mandate.identity.sessions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** By which names a sign-in was known that has ended. */
@Entity
@Table(name = "ended_sign_ins")
@SuppressWarnings("NullAway.Init")
class EndedSignInRow {
    @Id
    String id;

    @Column(name = "person_id")
    String personId;

    /** Of the provider elsewhere that vouched for him; null where he showed a credential here. */
    @Nullable
    String issuer;

    /** {@code sid} there. */
    @Column(name = "issuer_session")
    @Nullable
    String issuerSession;

    @Column(name = "ended_at")
    Instant endedAt;

    static EndedSignInRow of(SignInSessionRow row, Instant now) {
        var ended = new EndedSignInRow();
        ended.id = row.id;
        ended.personId = row.personId;
        ended.issuer = row.issuer;
        ended.issuerSession = row.issuerSession;
        ended.endedAt = now;
        return ended;
    }
}
