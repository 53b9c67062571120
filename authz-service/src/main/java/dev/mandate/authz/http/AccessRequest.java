package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That a person can be asked, as the AuthZEN Access Request and Approval Profile has it, in its first draft of June 2026. The record of
 * the denial is what asks; at the endpoint, which is lifecycle-service's, an enforcement point finds out what became of it.
 *
 * @param expiresAt until when it can be followed
 * @param display for whoever is told of the denial
 * @see <a href="https://openid.github.io/authzen/authzen-access-request-approval-profile-1_0.html">the draft</a>
 */
record AccessRequest(@JsonProperty("expires_at") String expiresAt, Display display) {
    /** For the metadata. */
    static final String CAPABILITY = "urn:openid:authzen:capability:access-request";

    private static final Duration FOLLOWED = Duration.ofMinutes(10);

    /** What to say to people. */
    record Display(String title, String description) {}

    /** Null where this denial asks for nothing. */
    static @Nullable AccessRequest of(Verdict verdict) {
        var approval = verdict.approval();
        if (verdict.allowed() || approval == null || !approval.asked()) return null;
        return new AccessRequest(
                verdict.at().plus(FOLLOWED).toString(),
                new Display("A person is asked", String.valueOf(verdict.explanation())));
    }
}
