package dev.mandate.identity.sessions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a person is signed in. For an administrator, and for himself with a token of his own. */
@Path("/identities/{id}/sign-ins")
@RolesAllowed({"identities:write", "identities:sign-out"})
public class SignInSessionResource {
    private final SignInSessions sessions;
    private final SignInEnds ends;
    private final Identities identities;
    private final SecurityIdentity security;
    private final InstantSource clock;

    SignInSessionResource(
            SignInSessions sessions,
            SignInEnds ends,
            Identities identities,
            SecurityIdentity security,
            InstantSource clock) {
        this.sessions = sessions;
        this.ends = ends;
        this.identities = identities;
        this.security = security;
        this.clock = clock;
    }

    /**
     * A sign-in that counts now.
     *
     * @param acr how strongly, by the names that policies use
     * @param amr by which methods, RFC 8176
     * @param browser what it calls itself; may be empty
     * @param device on which; absent where that isn't known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SignInView(
            String id,
            Instant createdAt,
            Instant authenticatedAt,
            String acr,
            List<String> amr,
            String address,
            String browser,
            Instant lastUsedAt,
            Instant endsAt,
            @Nullable SignInDevice device) {
        static SignInView of(SignInSession session, Optional<IdentityState> person, Instant now) {
            return new SignInView(
                    session.id().value(),
                    session.createdAt(),
                    session.authenticatedAt(),
                    session.acr(),
                    session.amr().stream().sorted().toList(),
                    session.address(),
                    session.browser(),
                    session.lastUsedAt(),
                    session.endsAt(),
                    person.flatMap(it -> SignInDevice.of(session, it, now)).orElse(null));
        }
    }

    /** @param tasks false to let those go on that were given from it; without it they end */
    public record Ending(@Nullable Boolean tasks) {}

    /**
     * @param ended false where it had ended already
     * @param tasks how many ended that were given from it
     */
    public record Ended(boolean ended, int tasks) {}

    /** At most 50. */
    @GET
    @WithTransaction
    public Uni<List<SignInView>> list(@PathParam("id") String id) {
        var person = allowed(id);
        return sessions.of(person)
                .chain(all -> identities
                        .find(person)
                        .map(his -> all.stream()
                                .map(it -> SignInView.of(it, his, clock.instant()))
                                .toList()));
    }

    /**
     * Ends one: its browser has to sign in anew, its refresh tokens don't count, and the tasks that were given from it end, also where it had ended
     * before. Of a person whose credential may be somebody else's, {@code POST /identities/{id}/sign-out} ends all.
     */
    @POST
    @Path("/{signIn}/end")
    @WithTransaction
    public Uni<Ended> end(@PathParam("id") String id, @PathParam("signIn") String signIn, @Nullable Ending body) {
        var person = allowed(id);
        var cause = EndCause.byHand(person, Requester.of(Caller.of(security)));
        var tasks = body == null || !Boolean.FALSE.equals(body.tasks());
        return SignInSessionId.parse(signIn)
                .map(known -> ends.end(person, known, cause, tasks).map(done -> new Ended(done.signIn(), done.tasks())))
                .orElseGet(() -> Uni.createFrom().item(new Ended(false, 0)));
    }

    private IdentityId allowed(String id) {
        var person = IdentityId.parse(id)
                .filter(IdentityId::isPerson)
                .orElseThrow(() -> new ProblemException(404, "unknown-identity", "Name a person who exists"));
        var by = Requester.of(Caller.of(security));
        if (by.isAdministrator() || by.person().equals(Optional.of(person))) return person;
        throw new ProblemException(403, "not-administrator", "Ask an administrator, or name yourself");
    }
}
