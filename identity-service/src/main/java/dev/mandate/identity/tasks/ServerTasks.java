package dev.mandate.identity.tasks;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.agents.ClientAgents;
import dev.mandate.identity.delegations.DelegationRequest;
import dev.mandate.identity.delegations.Delegations;
import dev.mandate.identity.delegations.Refusal;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.names.LookAlikes;
import dev.mandate.identity.policies.PolicyWords;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.uses.ToolUses;
import dev.mandate.identity.uses.ToolUses.OfAgent;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The task of a client that asks for none: one that signs its person in by itself and is pointed at an MCP server behind the gateway. He says
 * what it is to do there and for how long, and it does that as an agent of his. Every method needs a transaction.
 */
@ApplicationScoped
public class ServerTasks {
    private static final int MOST_SHOWN = 200;

    private final ClientAgents agents;
    private final Delegations delegations;
    private final CatalogueToolStore catalogue;
    private final ToolUses uses;
    private final TaskConfig config;
    private final InstantSource clock;

    ServerTasks(
            ClientAgents agents,
            Delegations delegations,
            CatalogueToolStore catalogue,
            ToolUses uses,
            TaskConfig config,
            InstantSource clock) {
        this.agents = agents;
        this.delegations = delegations;
        this.catalogue = catalogue;
        this.uses = uses;
        this.config = config;
        this.clock = clock;
    }

    /** What he is asked. */
    public Uni<ServerTaskView> shown(AskedServer asked, CurrentSignIn by) {
        return catalogue
                .ofServer(asked.name(), MOST_SHOWN + 1)
                .chain(tools -> agents.find(asked.application(), by.session().person())
                        .chain(found -> found.fold(
                                agent -> obstacle(asked, agent, tools, by)
                                        .chain(obstacle -> used(agent, by)
                                                .map(used ->
                                                        view(asked, agent, tools, used, by, obstacle.orElse(null)))),
                                why -> Uni.createFrom()
                                        .item(view(asked, Optional.empty(), tools, OfAgent.NOTHING, by, why)))));
    }

    private Uni<OfAgent> used(Optional<IdentityState> agent, CurrentSignIn by) {
        return agent.map(it -> uses.of(by.session().person(), it.identity()))
                .orElseGet(() -> Uni.createFrom().item(OfAgent.NOTHING));
    }

    private Uni<Optional<String>> obstacle(
            AskedServer asked, Optional<IdentityState> agent, List<CatalogueToolRow> tools, CurrentSignIn by) {
        if (agent.isEmpty() || tools.isEmpty()) return Uni.createFrom().item(Optional.empty());
        var task = new ServerTask(Set.of(tools.get(0).id), config.taskDefaultLifetime(), "");
        return delegations
                .obstacle(request(agent.get().identity(), task, asked, by), requester(asked, by))
                .map(refusal -> refusal.map(Refusal::title));
    }

    private ServerTaskView view(
            AskedServer asked,
            Optional<IdentityState> agent,
            List<CatalogueToolRow> tools,
            OfAgent used,
            CurrentSignIn by,
            @Nullable String obstacle) {
        return new ServerTaskView(
                asked.name(),
                agent.map(IdentityState::displayName).orElse(asked.application().agentName()),
                agent.map(it -> it.identity().value()).orElse(null),
                LookAlikes.mixesAlphabets(asked.application().name()),
                tools.stream()
                        .limit(MOST_SHOWN)
                        .map(tool -> ToolLines.offered(tool, used))
                        .toList(),
                tools.size() > MOST_SHOWN,
                DurationChoices.upTo(longest(by), config.taskDefaultLifetime()),
                obstacle,
                false);
    }

    /** No longer than its tokens could last, which end with his sign-in. */
    private Duration longest(CurrentSignIn by) {
        var left = Duration.between(clock.instant(), by.session().endsAt());
        var configured = DurationChoices.longest(config);
        return left.compareTo(configured) < 0 ? left : configured;
    }

    /**
     * He agrees, to no more than there is. What was written before it is refused is for the caller to undo.
     *
     * @param tools by their ids in the catalogue
     * @param words what it is for, in his own; may be empty
     * @param policies what they say of these tools
     * @return refused with what he is told
     */
    public Uni<Result<DelegationState, String>> agree(
            AskedServer asked,
            CurrentSignIn by,
            List<String> tools,
            String minutes,
            String words,
            PolicyWords policies) {
        if (policies.refuseAny(tools)) return Result.nowRefused(Tasks.STRUCK);
        return catalogue
                .ofServer(asked.name(), MOST_SHOWN)
                .chain(offered -> ServerTask.read(
                                tools,
                                minutes,
                                words,
                                offered.stream().map(tool -> tool.id).toList(),
                                longest(by))
                        .chain(task -> agents.take(
                                        asked.application(), by.session().person(), requester(asked, by))
                                .chain(taken -> taken.chain(agent -> delegations
                                        .make(request(agent.identity(), task, asked, by), requester(asked, by))
                                        .map(made -> made.because(Refusal::title))))
                                .map(made -> made.because(why -> "You can't agree to this: " + why + "."))));
    }

    private DelegationRequest request(IdentityId agent, ServerTask task, AskedServer asked, CurrentSignIn by) {
        return new DelegationRequest(
                agent,
                task.words().isEmpty() ? "use the MCP server " + asked.name() : task.words(),
                List.of(),
                task.tools().stream()
                        .sorted()
                        .map(tool -> new ToolScope(tool, List.of()))
                        .toList(),
                clock.instant().plus(task.duration()),
                null,
                by.session().person(),
                null,
                task.words().isEmpty());
    }

    private Requester requester(AskedServer asked, CurrentSignIn by) {
        return by.requester(asked.client(), clock.instant());
    }
}
