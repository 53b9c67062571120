package dev.mandate.identity.tasks;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.DurationWords;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.identity.caps.TaskCaps;
import dev.mandate.identity.catalogue.Catalogue;
import dev.mandate.identity.delegations.Chain;
import dev.mandate.identity.delegations.DelegationRequest;
import dev.mandate.identity.delegations.Delegations;
import dev.mandate.identity.delegations.Refusal;
import dev.mandate.identity.delegations.Revocations;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.limits.ToolLimits;
import dev.mandate.identity.names.LookAlikes;
import dev.mandate.identity.policies.PolicyWords;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.tasks.TaskView.ToolLine;
import dev.mandate.identity.uses.PastUses;
import dev.mandate.identity.uses.TaskUses;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person is shown of a task, and the delegation once he agrees: by the door by which all delegations are made. Every method needs
 * a transaction.
 */
@ApplicationScoped
public class Tasks {
    static final String STRUCK = "This names a tool that is struck out. Please look again.";

    private final Delegations delegations;
    private final Revocations revocations;
    private final Identities identities;
    private final Catalogue catalogue;
    private final TaskUses uses;
    private final TaskCaps caps;
    private final TaskConfig config;
    private final InstantSource clock;

    Tasks(
            Delegations delegations,
            Revocations revocations,
            Identities identities,
            Catalogue catalogue,
            TaskUses uses,
            TaskCaps caps,
            TaskConfig config,
            InstantSource clock) {
        this.delegations = delegations;
        this.revocations = revocations;
        this.identities = identities;
        this.catalogue = catalogue;
        this.uses = uses;
        this.caps = caps;
        this.config = config;
        this.clock = clock;
    }

    /** Empty where the agent is gone. */
    public Uni<Optional<TaskView>> shown(TaskDetails details, CurrentSignIn by) {
        return identities.find(details.agent()).chain(found -> {
            if (found.isEmpty()) return Uni.createFrom().item(Optional.empty());
            return owner(found.get(), by)
                    .chain(owner -> longest(found, details, by)
                            .chain(longest -> uses.of(by.session().person(), details.agent())
                                    .map(used -> lines(details, used))
                                    .chain(lines -> delegations
                                            .obstacle(request(details, by, longest), requester(details, by))
                                            .map(obstacle -> Optional.of(view(
                                                    details,
                                                    found.get(),
                                                    owner,
                                                    lines,
                                                    longest,
                                                    obstacle.map(Refusal::title).orElse(null)))))));
        });
    }

    /** As long as it was asked for, but no longer than such a task may last. */
    private Uni<Duration> longest(Optional<IdentityState> agent, TaskDetails details, CurrentSignIn by) {
        return caps.of(agent, details.agent().value(), by.session().person())
                .map(cap -> details.lasting(config.taskDefaultLifetime(), DurationChoices.longest(config, cap)));
    }

    private TaskView view(
            TaskDetails details,
            IdentityState agent,
            String owner,
            List<ToolLine> lines,
            Duration longest,
            @Nullable String obstacle) {
        var asked = details.duration();
        return new TaskView(
                agent.displayName(),
                agent.identity().value(),
                LookAlikes.mixesAlphabets(agent.displayName()),
                owner,
                "runs on " + agent.platform() + ", for " + agent.purpose(),
                details.task(),
                details.identifiers(),
                lines,
                DurationChoices.upTo(longest),
                asked == null || asked.equals(longest) ? null : DurationWords.of(asked),
                obstacle,
                false);
    }

    private Uni<String> owner(IdentityState agent, CurrentSignIn by) {
        var owner = agent.owner();
        if (owner == null) return Uni.createFrom().item("nobody's");
        if (owner.equals(by.session().person())) return Uni.createFrom().item("yours");
        return identities
                .find(owner)
                .map(found -> found.map(IdentityState::displayName).orElse(owner.value()) + "'s");
    }

    private List<ToolLine> lines(TaskDetails details, PastUses used) {
        var lines = new ArrayList<ToolLine>();
        for (var scope : details.tools()) {
            var row = catalogue.tool(scope.tool());
            var absent = row.isEmpty() && !catalogue.hasNoTools() && isTool(scope);
            lines.add(ToolLines.asked(
                    lines.size(),
                    scope,
                    row,
                    absent
                            ? "the catalogue has no such tool, so that nobody may call it"
                            : ToolLines.hollow(scope, row),
                    used,
                    details.tools().size()));
        }
        return lines;
    }

    /** Ids of the tools that are asked for, as policies know them. */
    public static List<String> toolsOf(TaskDetails details) {
        return details.tools().stream()
                .filter(Tasks::isTool)
                .map(ToolScope::tool)
                .toList();
    }

    /** Models, and what an application keeps itself such as invoicing/invoice:approve, are no tools of the catalogue. */
    private static boolean isTool(ToolScope scope) {
        return scope.tool().indexOf('/') < 0 && !scope.ofModels();
    }

    /**
     * He agrees, to no more than he was shown.
     *
     * @param answer what he left of it
     * @param policies what they say of its tools
     * @return refused with what he is told, nothing written
     */
    public Uni<Result<MadeTask, TaskRefusal>> agree(
            TaskDetails details, CurrentSignIn by, TaskAnswer answer, PolicyWords policies) {
        return identities
                .find(details.agent())
                .chain(agent -> longest(agent, details, by))
                .chain(longest -> details.narrowed(answer.tools(), answer.minutes(), longest)
                        .because(TaskRefusal::new)
                        .chain(narrowed -> limited(
                                        narrowed, ToolLine.by(policies, lines(details, PastUses.NOTHING)), answer)
                                .chain(task -> make(task, details, by, longest))));
    }

    private static Result<TaskDetails, TaskRefusal> limited(
            TaskDetails narrowed, List<ToolLine> judged, TaskAnswer answer) {
        var left = judged.stream()
                .filter(line -> answer.tools().contains(line.field()))
                .toList();
        return left.stream().anyMatch(line -> line.struck() != null)
                ? Result.refused(new TaskRefusal(STRUCK))
                : TypedLimits.read(forms(judged), forms(left), answer.limits()).map(narrowed::with);
    }

    private Uni<Result<MadeTask, TaskRefusal>> make(
            TaskDetails task, TaskDetails asked, CurrentSignIn by, Duration longest) {
        return delegations
                .make(request(task, by, longest), requester(task, by))
                .map(made -> made.map(state -> MadeTask.of(state, asked.tools()))
                        .because(refusal -> new TaskRefusal(refusal.title())));
    }

    private static List<ToolLimits> forms(List<ToolLine> lines) {
        return lines.stream().map(ToolLine::form).toList();
    }

    private DelegationRequest request(TaskDetails details, CurrentSignIn by, Duration longest) {
        return new DelegationRequest(
                details.agent(),
                details.task(),
                details.identifiers(),
                details.tools(),
                clock.instant().plus(details.lasting(config.taskDefaultLifetime(), longest)),
                null,
                by.session().person(),
                null);
    }

    /** By the agent's own client. */
    private Requester requester(TaskDetails details, CurrentSignIn by) {
        return by.requester(details.agent().value(), clock.instant());
    }

    /** What was granted, by RFC 9396 section 7; empty for what is unknown or deleted. */
    public Uni<Optional<List<Map<String, Object>>>> granted(String delegation) {
        return DelegationId.parse(delegation)
                .map(id -> delegations
                        .chain(id)
                        .map(chain -> chain.map(Chain::leaf).map(Tasks::details)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private static List<Map<String, Object>> details(DelegationState state) {
        var granted = new LinkedHashMap<String, Object>();
        granted.put("type", TaskDetails.TYPE);
        granted.put("agent", state.agent().value());
        granted.put("task", state.task());
        if (!state.taskIdentifiers().isEmpty()) granted.put("identifiers", state.taskIdentifiers());
        granted.put("tools", state.scope());
        granted.put("delegation", state.delegation().value());
        granted.put("expires_at", state.expiresAt().toString());
        return List.of(granted);
    }

    /** What came of a code that was stolen, or of an authorization that was given back. */
    public Uni<Void> end(String delegation, String reason) {
        return DelegationId.parse(delegation)
                .map(id -> revocations.of(id, reason))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
