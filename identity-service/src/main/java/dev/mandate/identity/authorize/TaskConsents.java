package dev.mandate.identity.authorize;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.identity.authorize.AuthorizationFlow.Standing;
import dev.mandate.identity.clients.RedirectUris;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.clients.UsedAssertions;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.registration.UnregisteredApplications;
import dev.mandate.identity.tasks.AskedServer;
import dev.mandate.identity.tasks.ServerTaskView;
import dev.mandate.identity.tasks.ServerTasks;
import dev.mandate.identity.tasks.TaskDetails;
import dev.mandate.identity.tasks.TaskView;
import dev.mandate.identity.tasks.Tasks;
import dev.mandate.identity.tokens.PersonScopes;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * A person is asked on the way from an application and back: by an agent for a task, whose delegation and code come of one transaction, for
 * what a client is to do at an MCP server, likewise, or by an application for what it gets, which nobody registered or which wants him asked.
 * Once for each request that a browser carries.
 */
@ApplicationScoped
public class TaskConsents {
    private static final String NOT_NOW = "The application can't be taken in at this moment. Please begin again.";
    private static final String ANSWERED = "This was answered before. Please go back to where you came from.";

    private final AuthorizationFlow flow;
    private final CarriedRequests requests;
    private final AuthorizationAnswers answers;
    private final Authorizations authorizations;
    private final Tasks tasks;
    private final ServerTasks servers;
    private final UnregisteredApplications unregistered;
    private final PersonScopes people;
    private final UsedAssertions used;
    private final Outbox outbox;
    private final InstantSource clock;

    TaskConsents(
            AuthorizationFlow flow,
            CarriedRequests requests,
            AuthorizationAnswers answers,
            Authorizations authorizations,
            Tasks tasks,
            ServerTasks servers,
            UnregisteredApplications unregistered,
            PersonScopes people,
            UsedAssertions used,
            Outbox outbox,
            InstantSource clock) {
        this.flow = flow;
        this.requests = requests;
        this.answers = answers;
        this.authorizations = authorizations;
        this.tasks = tasks;
        this.servers = servers;
        this.unregistered = unregistered;
        this.people = people;
        this.used = used;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @return refused with where he goes instead */
    @WithTransaction
    public Uni<Result<Asking, Step>> shown(String sealed, @Nullable String cookie) {
        return flow.asked(sealed, cookie).chain(found -> found.chain(this::shown));
    }

    private Uni<Result<Asking, Step>> shown(Standing standing) {
        var request = standing.request();
        var server = request.asked();
        if (server != null) {
            var rights = RightsView.of(request, request.scopes());
            return servers.shown(server, standing.signIn())
                    .map(view -> Result.done(shown(standing, null, rights, view)));
        }
        var task = request.task();
        if (task == null)
            return rights(standing)
                    .map(scopes -> Result.done(shown(standing, null, RightsView.of(request, scopes), null)));
        return tasks.shown(task, standing.signIn())
                .map(view -> view.<Result<Asking, Step>>map(it -> Result.done(shown(standing, it, null, null)))
                        .orElseGet(() -> Result.refused(new Step.Told("There is no such agent any more."))));
    }

    private static Asking shown(
            Standing standing, @Nullable TaskView task, @Nullable RightsView rights, @Nullable ServerTaskView server) {
        return new Asking(
                task,
                rights,
                server,
                scopes(standing).fold(scopes -> scopes.contains("delegations:write"), why -> false),
                standing.signIn().person().state().displayName(),
                RedirectUris.source(standing.request().redirectUri()));
    }

    /** What became of his answer. */
    public sealed interface Answered {
        record Goes(Step to) implements Answered {}

        /** He is shown the page once more, with these words; nothing was written. */
        record Again(String words) implements Answered {}
    }

    /**
     * To what he agrees.
     *
     * @param tools that he left, as the page's form names them
     * @param minutes for how long
     * @param words what it is for, in his own; empty for nothing
     */
    public record Agreement(List<String> tools, String minutes, String words) {}

    /** He agrees, to no more than he was shown. */
    @WithTransaction
    public Uni<Answered> agree(String sealed, @Nullable String cookie, Agreement agreement) {
        return flow.asked(sealed, cookie)
                .chain(found -> found.<Uni<Answered>>fold(
                        standing -> {
                            var server = standing.request().asked();
                            if (server != null) return agree(standing, server, sealed, agreement);
                            var task = standing.request().task();
                            if (task == null) return agree(standing, sealed);
                            return scopes(standing)
                                    .<Uni<Answered>>fold(
                                            scopes -> agree(standing, task, sealed, scopes, agreement),
                                            why -> goes(answers.error(standing.request(), "invalid_scope", why)));
                        },
                        TaskConsents::goes));
    }

    /** What he has of what it asks for, and such an application may have. */
    private Uni<Set<String>> rights(Standing standing) {
        var request = standing.request();
        return people.held(
                        standing.signIn().session().person(),
                        request.scopes(),
                        standing.signIn().session().strength())
                .map(held -> {
                    var rights = new TreeSet<>(request.scopes());
                    rights.retainAll(held.scopes());
                    return rights;
                });
    }

    /** To an application; one that nobody registered is a client from now on. */
    private Uni<Answered> agree(Standing standing, String sealed) {
        var request = standing.request();
        var person = standing.signIn().session().person().value();
        return rights(standing).chain(scopes -> {
            if (scopes.isEmpty())
                return goes(answers.error(request, "access_denied", "the person has none of these scopes"));
            return once(sealed).chain(first -> {
                if (!first) return goes(new Step.Told(ANSWERED));
                return takenIn(request, new Actor(person, request.client(), List.of()))
                        .chain(kept -> kept
                                ? code(standing, scopes, null)
                                : undone().chain(() -> goes(new Step.Told(NOT_NOW))));
            });
        });
    }

    private Uni<Boolean> takenIn(CodeRequest request, Actor by) {
        return request.selfRegistered()
                ? unregistered.agreed(request.client(), by)
                : Uni.createFrom().item(true);
    }

    /** A client, its agent, the delegation and the code are one transaction, or nothing. */
    private Uni<Answered> agree(Standing standing, AskedServer server, String sealed, Agreement agreement) {
        var by = new Actor(standing.signIn().session().person().value(), server.client(), List.of());
        return once(sealed).chain(first -> {
            if (!first) return goes(new Step.Told(ANSWERED));
            return takenIn(standing.request(), by)
                    .chain(kept -> kept
                            ? servers.agree(
                                    server,
                                    standing.signIn(),
                                    agreement.tools(),
                                    agreement.minutes(),
                                    agreement.words())
                            : Result.<DelegationState, String>nowRefused(NOT_NOW))
                    .chain(made -> made.<Uni<Answered>>fold(
                            delegation -> code(standing, standing.request().scopes(), delegation.delegation()),
                            words -> undone().replaceWith(new Answered.Again(words))));
        });
    }

    private Uni<Answered> agree(
            Standing standing, TaskDetails task, String sealed, Set<String> scopes, Agreement agreement) {
        return tasks.agree(task, standing.signIn(), agreement.tools(), agreement.minutes())
                .chain(made -> made.<Uni<Answered>>fold(
                        delegation -> once(sealed)
                                .chain(first -> first
                                        ? code(standing, scopes, delegation.delegation())
                                        : undone().chain(() -> goes(new Step.Told(ANSWERED)))),
                        words -> Uni.createFrom().item(new Answered.Again(words))));
    }

    private Uni<Answered> code(Standing standing, Set<String> scopes, @Nullable DelegationId task) {
        var request = standing.request();
        return authorizations
                .begin(request, standing.signIn(), Scopes.write(scopes), task)
                .call(code -> told(standing, List.copyOf(scopes), code.authorization(), task))
                .call(() -> requests.usedUp(standing.carried()))
                .map(code -> new Answered.Goes(answers.code(request, code.value())));
    }

    /** He doesn't want to. */
    @WithTransaction
    public Uni<Step> refuse(String sealed, @Nullable String cookie) {
        return flow.asked(sealed, cookie)
                .chain(found -> found.<Uni<Step>>fold(
                        standing -> once(sealed)
                                .chain(first -> first
                                        ? refused(standing)
                                        : Uni.createFrom().item(new Step.Told(ANSWERED))),
                        step -> Uni.createFrom().item(step)));
    }

    private Uni<Step> refused(Standing standing) {
        return told(standing, List.of(), null, null)
                .chain(() -> requests.usedUp(standing.carried()))
                .map(ignored -> answers.error(standing.request(), "access_denied", "the person refused"));
    }

    private static Result<Set<String>, String> scopes(Standing standing) {
        return TaskTokens.scopes(standing.request().scopes(), standing.request().resources());
    }

    private Uni<Boolean> once(String sealed) {
        var id = HexFormat.of().formatHex(RandomSecret.hash(sealed));
        return used.firstUse("consent", id, clock.instant().plus(CarriedRequests.PATIENCE));
    }

    private Uni<Void> told(
            Standing standing, List<String> scopes, @Nullable String authorization, @Nullable DelegationId delegation) {
        return outbox.publish(
                TokenEvent.FAMILY,
                new TokenEvent.AuthorizationAnswered(
                        standing.signIn().session().person(),
                        standing.request().client(),
                        "page",
                        authorization != null,
                        scopes,
                        authorization,
                        delegation));
    }

    private static Uni<Void> undone() {
        return Panache.currentTransaction()
                .invoke(Mutiny.Transaction::markForRollback)
                .replaceWithVoid();
    }

    private static Uni<Answered> goes(Step to) {
        return Uni.createFrom().item(new Answered.Goes(to));
    }
}
