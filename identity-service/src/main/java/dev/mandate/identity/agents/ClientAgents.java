package dev.mandate.identity.agents;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.OwnedAgent;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Agents as which MCP clients act that nobody registered: of each person one for each such application, made when he first agrees to a task of
 * it, and the same from then on. It has no credential of its own: it does what its person's tasks let it, by the application's tokens. Every
 * method needs a transaction.
 */
@ApplicationScoped
public class ClientAgents {
    /** Half of those that a person may answer for, so that room is left for others. */
    static final int MOST_OF_A_PERSON = OwnedAgents.MOST_OF_AN_OWNER / 2;

    /** Where it runs: on whatever the application is. */
    private static final String PLATFORM = "MCP client";

    /** As that of clients that `deploy/mandate wrap` registers. */
    private static final String PURPOSE = "assistant";

    private final ClientAgentStore store;
    private final Agents agents;
    private final OwnedAgents owned;
    private final Identities identities;
    private final InstantSource clock;

    ClientAgents(ClientAgentStore store, Agents agents, OwnedAgents owned, Identities identities, InstantSource clock) {
        this.store = store;
        this.agents = agents;
        this.owned = owned;
        this.identities = identities;
        this.clock = clock;
    }

    /**
     * What asks somebody.
     *
     * @param key what stays the same of it however often it comes: its document's address; of one that registered itself, which many do each time
     *     that they start, where people come back to and what it is called
     * @param name for people, which begins with where it publishes what it is, or where they come back to
     */
    public record Application(String key, String name) {
        /**
         * One that registered itself. It may name a host and the person's machine as places to come back to, and is called by the host then:
         * a program on his machine that says so isn't what is at that host.
         *
         * @param called it begins with the places that it named, and what it says of itself is in brackets behind
         * @param place where people go back to this time, as {@link RedirectUris#place} says it
         */
        public static Application registered(String called, String place) {
            var places = List.of(called.split(" \\(", 2)[0].split(", "));
            var named = places.contains(place)
                    || RedirectUris.HIS_MACHINE.contains(place)
                            && places.stream().anyMatch(RedirectUris.HIS_MACHINE::contains);
            var name = named ? called : place + ", " + called;
            return new Application(name, name);
        }

        /** A stranger's words, so in quotes wherever the agent is named. */
        public String agentName() {
            return PlainText.quoted(name);
        }
    }

    /**
     * As which it would act for this person now; empty where that isn't there yet.
     *
     * @return refused with what he is told
     */
    public Uni<Result<Optional<IdentityState>, String>> find(Application application, IdentityId person) {
        return store.of(person, application.key())
                .chain(row -> row.map(it -> owned.locked(new IdentityId(it.agentId)))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(agent -> agent.<Result<Optional<IdentityState>, String>>map(it -> usable(it, person))
                        .orElseGet(() -> Result.done(Optional.empty())));
    }

    /** What is stopped stays so, whoever answers for it; one for which he doesn't answer any more is none of his. */
    private static Result<Optional<IdentityState>, String> usable(OwnedAgent agent, IdentityId person) {
        if (!agent.stoppedBy().isEmpty())
            return Result.refused("the agent as which it acts for you, "
                    + agent.state().displayName() + ", is stopped ("
                    + agent.state().identity().value() + "). Whoever stopped it, or an administrator, can resume it");
        var his = agent.answering().equals(Optional.of(person));
        return Result.done(his ? Optional.of(agent.state()) : Optional.empty());
    }

    /**
     * The same, made where it isn't there yet: he answers for it.
     *
     * @return refused with what he is told
     */
    public Uni<Result<IdentityState, String>> take(Application application, IdentityId person, Requester by) {
        return identities
                .lock(person) // so that nobody agrees twice at once
                .chain(() -> find(application, person))
                .chain(found ->
                        found.chain(present -> present.map(agent -> Result.<IdentityState, String>nowDone(agent))
                                .orElseGet(() -> made(application, person, by))));
    }

    private Uni<Result<IdentityState, String>> made(Application application, IdentityId person, Requester by) {
        return store.countOf(person).chain(many -> {
            if (many >= MOST_OF_A_PERSON)
                return Result.nowRefused("You have let in " + MOST_OF_A_PERSON
                        + " applications like this one, more than anybody may. Ask an administrator to register it");
            return agents.withoutCredential(application.agentName(), person, PLATFORM, PURPOSE, by)
                    .chain(result ->
                            result.because(ClientAgents::words).chain(agent -> kept(application, person, agent)));
        });
    }

    private Uni<Result<IdentityState, String>> kept(Application application, IdentityId person, IdentityState agent) {
        return store.of(person, application.key()).chain(before -> {
            var row = before.orElseGet(() -> {
                var first = new ClientAgentRow();
                first.personId = person.value();
                first.application = application.key();
                return first;
            });
            row.agentId = agent.identity().value();
            row.createdAt = clock.instant();
            return store.persist(row).replaceWith(Result.done(agent));
        });
    }

    private static String words(AgentRefusal why) {
        return why == AgentRefusal.TOO_MANY
                ? "You answer for as many agents as anybody may. Hand some over first"
                : "You can't let in an application at this moment. Please sign in anew";
    }
}
