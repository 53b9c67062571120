package dev.mandate.identity.tasks;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.agents.ClientAgents;
import dev.mandate.identity.caps.TaskCaps;
import dev.mandate.identity.catalogue.Catalogue;
import dev.mandate.identity.catalogue.CatalogueTool;
import dev.mandate.identity.delegations.DelegationRequest;
import dev.mandate.identity.delegations.Delegations;
import dev.mandate.identity.delegations.Refusal;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.limits.ToolLimits;
import dev.mandate.identity.names.LookAlikes;
import dev.mandate.identity.policies.PolicyWords;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.uses.PastUses;
import dev.mandate.identity.uses.TaskUses;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
    private final Catalogue catalogue;
    private final TaskUses uses;
    private final TaskCaps caps;
    private final TaskConfig config;
    private final InstantSource clock;

    ServerTasks(
            ClientAgents agents,
            Delegations delegations,
            Catalogue catalogue,
            TaskUses uses,
            TaskCaps caps,
            TaskConfig config,
            InstantSource clock) {
        this.agents = agents;
        this.delegations = delegations;
        this.catalogue = catalogue;
        this.uses = uses;
        this.caps = caps;
        this.config = config;
        this.clock = clock;
    }

    /** What he is asked. */
    public Uni<ServerTaskView> shown(AskedServer asked, CurrentSignIn by) {
        var tools = catalogue.ofServer(asked.name(), MOST_SHOWN + 1);
        return agents.find(asked.application(), by.session().person())
                .chain(found -> found.fold(
                        agent -> longest(asked, agent, by)
                                .chain(longest -> obstacle(asked, agent, tools, by, longest)
                                        .chain(obstacle -> used(agent, by)
                                                .map(used -> view(
                                                        asked, agent, tools, used, longest, obstacle.orElse(null))))),
                        why -> Uni.createFrom()
                                .item(view(
                                        asked,
                                        Optional.empty(),
                                        tools,
                                        PastUses.NOTHING,
                                        config.taskDefaultLifetime(),
                                        why))));
    }

    private Uni<PastUses> used(Optional<IdentityState> agent, CurrentSignIn by) {
        return agent.map(it -> uses.of(by.session().person(), it.identity()))
                .orElseGet(() -> Uni.createFrom().item(PastUses.NOTHING));
    }

    private Uni<Optional<String>> obstacle(
            AskedServer asked,
            Optional<IdentityState> agent,
            List<CatalogueTool> tools,
            CurrentSignIn by,
            Duration longest) {
        if (agent.isEmpty() || tools.isEmpty()) return Uni.createFrom().item(Optional.empty());
        var lasting = DurationChoices.shorter(config.taskDefaultLifetime(), longest);
        var task = new ServerTask(List.of(new ToolScope(tools.get(0).id(), List.of())), lasting, "");
        return delegations
                .obstacle(request(agent.get().identity(), task, asked, by), requester(asked, by))
                .map(refusal -> refusal.map(Refusal::title));
    }

    private ServerTaskView view(
            AskedServer asked,
            Optional<IdentityState> agent,
            List<CatalogueTool> tools,
            PastUses used,
            Duration longest,
            @Nullable String obstacle) {
        return new ServerTaskView(
                asked.name(),
                agent.map(IdentityState::displayName).orElse(asked.application().agentName()),
                agent.map(it -> it.identity().value()).orElse(null),
                LookAlikes.mixesAlphabets(asked.application().name()),
                tools.stream()
                        .limit(MOST_SHOWN)
                        .map(tool -> ToolLines.offered(tool, used, among(tools)))
                        .toList(),
                tools.size() > MOST_SHOWN,
                DurationChoices.upTo(longest, config.taskDefaultLifetime()),
                "",
                obstacle,
                false);
    }

    private static int among(List<CatalogueTool> tools) {
        return Math.min(MOST_SHOWN, tools.size());
    }

    /** No longer than such a task may last, and than its tokens could, which end with his sign-in. */
    private Uni<Duration> longest(AskedServer asked, Optional<IdentityState> agent, CurrentSignIn by) {
        var left = Duration.between(clock.instant(), by.session().endsAt());
        return caps.of(agent, asked.client(), by.session().person())
                .map(cap -> DurationChoices.shorter(left, DurationChoices.longest(config, cap)));
    }

    /** As it is now, where it is one already. */
    private Uni<Optional<IdentityState>> agent(AskedServer asked, CurrentSignIn by) {
        return agents.find(asked.application(), by.session().person())
                .map(found -> found.fold(agent -> agent, why -> Optional.empty()));
    }

    /**
     * He agrees, to no more than there is. What was written before it is refused is for the caller to undo.
     *
     * @param answer which tools, by their ids in the catalogue, with which limits, how long, and what for
     * @param policies what they say of these tools
     * @return refused with what he is told
     */
    public Uni<Result<MadeTask, TaskRefusal>> agree(
            AskedServer asked, CurrentSignIn by, TaskAnswer answer, PolicyWords policies) {
        if (policies.refuseAny(answer.tools())) return Result.nowRefused(new TaskRefusal(Tasks.STRUCK));
        var offered = catalogue.ofServer(asked.name(), MOST_SHOWN);
        return agent(asked, by)
                .chain(agent -> longest(asked, agent, by))
                .map(longest -> read(answer, offered, longest))
                .chain(read -> read.chain(task -> agents.take(
                                asked.application(), by.session().person(), requester(asked, by))
                        .chain(taken -> taken.chain(agent -> delegations
                                .make(request(agent.identity(), task, asked, by), requester(asked, by))
                                .map(made -> made.because(Refusal::title))))
                        .map(made -> made.map(state -> MadeTask.of(state, List.of()))
                                .because(why -> new TaskRefusal("You can't agree to this: " + why + ".")))));
    }

    private static Result<ServerTask, TaskRefusal> read(
            TaskAnswer answer, List<CatalogueTool> offered, Duration longest) {
        var ids = offered.stream().map(CatalogueTool::id).toList();
        var among = among(offered);
        return ServerTask.read(answer.tools(), answer.minutes(), answer.words(), ids, longest)
                .because(TaskRefusal::new)
                .then(task -> TypedLimits.read(
                                forms(offered, among),
                                forms(
                                        offered.stream()
                                                .filter(tool -> task.names(tool.id()))
                                                .toList(),
                                        among),
                                answer.limits())
                        .map(task::with));
    }

    private static List<ToolLimits> forms(List<CatalogueTool> tools, int among) {
        return tools.stream().map(tool -> ToolLines.form(tool, among)).toList();
    }

    private DelegationRequest request(IdentityId agent, ServerTask task, AskedServer asked, CurrentSignIn by) {
        return new DelegationRequest(
                agent,
                task.words().isEmpty() ? "use the MCP server " + asked.name() : task.words(),
                List.of(),
                task.tools(),
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
