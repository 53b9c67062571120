package dev.mandate.identity.caps;

import dev.mandate.events.identity.TaskCapEvent.Of;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** How long tasks may last at most, beside {@code mandate.task-max-lifetime}, by what their agent is, by client and by who gives them. */
@Path("/task-caps")
public class TaskCapResource {
    private static final int LONGEST_NAME = 200;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofHours(24);

    private final TaskCaps caps;
    private final SecurityIdentity security;

    TaskCapResource(TaskCaps caps, SecurityIdentity security) {
        this.caps = caps;
        this.security = security;
    }

    /**
     * @param of {@code AUTONOMY}, {@code CLIENT} or {@code ROLE}
     * @param name {@code SUPERVISED}, {@code DELEGATED} or {@code AUTONOMOUS}; the id of an agent or a client; that of a role, for
     *     whoever holds it or one that inherits it
     * @param longest how long tasks last at most, ISO 8601, such as {@code PT30M}; left out to say nothing any more
     * @param reason why, one line of at most 500 characters; may be left out
     */
    public record Said(
            @Nullable Of of,
            @Nullable String name,
            @Nullable String longest,
            @Nullable String reason) {}

    /** @param longest ISO 8601 */
    public record Cap(Of of, String name, String longest) {
        static Cap of(TaskCap cap) {
            return new Cap(cap.of(), cap.name(), cap.longest().toString());
        }
    }

    /** All that is said, at most 200. */
    public record Caps(List<Cap> items) {}

    /** All that counts now. */
    @GET
    @WithSession
    @RolesAllowed("identities:read")
    public Uni<Caps> list() {
        return caps.all().map(all -> new Caps(all.stream().map(Cap::of).toList()));
    }

    /**
     * Says how long tasks of these last at most, instead of what was said before. Of all that hold for a task the shortest counts. An agent of which
     * no administrator has confirmed how far it goes on its own may be any, so that each of these holds for it. Tasks that were given before go on.
     * What no task could be of, such as a role that the catalogue hasn't, is refused: it would hold nothing in.
     */
    @PUT
    @WithTransaction
    @RolesAllowed("identities:write")
    @APIResponse(responseCode = "409", description = "As many are said as are kept")
    public Uni<Caps> say(@Nullable Said body) {
        var said = Field.body(body);
        var of = Field.at("/of").required(said.of());
        var name = Field.at("/name").line(said.name(), LONGEST_NAME);
        Field.at("/name").parsed(name, it -> {
            TaskCapRules.check(of, it);
            return it;
        });
        var longest = said.longest() == null ? null : Field.at("/longest").duration(said.longest(), SHORTEST, MOST);
        var reason = Field.at("/reason").optionalReason(said.reason());
        var by = Requester.of(Caller.of(security)).by();
        var wrong = longest == null ? Uni.createFrom().item(Optional.<String>empty()) : caps.wrongWith(of, name);
        return wrong.invoke(why -> why.ifPresent(it -> {
                    throw Field.at("/name").problem(it);
                }))
                .chain(() -> caps.say(of, name, longest, reason, by))
                .chain(result -> result.fold(done -> list(), why -> {
                    throw new ProblemException(409, "too-many-task-caps", why);
                }));
    }
}
