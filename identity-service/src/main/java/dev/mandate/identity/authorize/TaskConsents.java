package dev.mandate.identity.authorize;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.digests.Sha256;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.identity.assertions.UsedAssertions;
import dev.mandate.identity.authorize.AuthorizationFlow.Admitted;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.policies.PersonPolicies;
import dev.mandate.identity.policies.PolicyWords;
import dev.mandate.identity.registration.UnregisteredApplications;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.tasks.AskedServer;
import dev.mandate.identity.tasks.MadeTask;
import dev.mandate.identity.tasks.ServerTaskView;
import dev.mandate.identity.tasks.ServerTasks;
import dev.mandate.identity.tasks.TaskAnswer;
import dev.mandate.identity.tasks.TaskDetails;
import dev.mandate.identity.tasks.TaskRefusal;
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
    private final PersonPolicies policies;
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
            PersonPolicies policies,
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
        this.policies = policies;
        this.unregistered = unregistered;
        this.people = people;
        this.used = used;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What he is asked, and which tools that names. */
    private record Asked(ConsentView view, CurrentSignIn him, List<String> tools) {}

    /** @return refused with where he goes instead */
    public Uni<Result<ConsentView, Step>> shown(String sealed, @Nullable String cookie) {
        return Panache.withTransaction(() -> flow.asked(sealed, cookie)
                        .chain(found -> found.chain(admitted -> shown(admitted)
                                .map(result -> result.map(view -> new Asked(
                                        view, admitted.signIn(), NamedTools.shown(admitted.request(), view)))))))
                .chain(result -> result.chain(asked -> policies.of(asked.him(), asked.tools())
                        .map(words -> Result.done(asked.view().by(words)))));
    }

    private Uni<Result<ConsentView, Step>> shown(Admitted admitted) {
        var request = admitted.request();
        var server = request.asked();
        if (server != null) {
            var rights = RightsView.of(request, request.scopes());
            return servers.shown(server, admitted.signIn())
                    .map(view -> Result.done(shown(admitted, null, rights, view)));
        }
        var task = request.task();
        if (task == null)
            return rights(admitted)
                    .map(scopes -> Result.done(shown(admitted, null, RightsView.of(request, scopes), null)));
        return tasks.shown(task, admitted.signIn())
                .map(view -> view.<Result<ConsentView, Step>>map(it -> Result.done(shown(admitted, it, null, null)))
                        .orElseGet(() -> Result.refused(new Step.Told("There is no such agent any more."))));
    }

    private static ConsentView shown(
            Admitted admitted, @Nullable TaskView task, @Nullable RightsView rights, @Nullable ServerTaskView server) {
        return new ConsentView(
                task,
                rights,
                server,
                scopes(admitted).fold(scopes -> scopes.contains("delegations:write"), why -> false),
                admitted.signIn().person().state().displayName(),
                RedirectUris.source(admitted.request().redirectUri()));
    }

    /** What became of his answer. */
    public sealed interface Answered {
        record Goes(Step to) implements Answered {}

        /** He is shown the page once more, as he left it and with what is wrong; nothing was written. */
        record Again(TaskRefusal why) implements Answered {}
    }

    /** He agrees, to no more than he was shown, and to nothing that policies refuse him by now. */
    public Uni<Answered> agree(String sealed, @Nullable String cookie, TaskAnswer answer) {
        return Panache.withTransaction(() -> flow.asked(sealed, cookie))
                .chain(found -> found.<Uni<Answered>>fold(
                        admitted -> policies.of(admitted.signIn(), NamedTools.left(admitted.request(), answer))
                                .chain(words -> Panache.withTransaction(() -> agree(sealed, cookie, answer, words))),
                        TaskConsents::goes));
    }

    private Uni<Answered> agree(String sealed, @Nullable String cookie, TaskAnswer answer, PolicyWords words) {
        return flow.asked(sealed, cookie)
                .chain(found -> found.<Uni<Answered>>fold(
                        admitted -> {
                            var server = admitted.request().asked();
                            if (server != null) return agree(admitted, server, sealed, answer, words);
                            var task = admitted.request().task();
                            if (task == null) return agree(admitted, sealed);
                            return scopes(admitted)
                                    .<Uni<Answered>>fold(
                                            scopes -> agree(admitted, task, sealed, scopes, answer, words),
                                            why -> goes(answers.error(admitted.request(), "invalid_scope", why)));
                        },
                        TaskConsents::goes));
    }

    /** What he has of what it asks for, and such an application may have. */
    private Uni<Set<String>> rights(Admitted admitted) {
        var request = admitted.request();
        return people.held(
                        admitted.signIn().session().person(),
                        request.scopes(),
                        admitted.signIn().session().strength())
                .map(held -> {
                    var rights = new TreeSet<>(request.scopes());
                    rights.retainAll(held.scopes());
                    return rights;
                });
    }

    /** To an application; one that nobody registered is a client from now on. */
    private Uni<Answered> agree(Admitted admitted, String sealed) {
        var request = admitted.request();
        var person = admitted.signIn().session().person().value();
        return rights(admitted).chain(scopes -> {
            if (scopes.isEmpty())
                return goes(answers.error(request, "access_denied", "the person has none of these scopes"));
            return once(sealed).chain(first -> {
                if (!first) return goes(new Step.Told(ANSWERED));
                return takenIn(request, new Actor(person, request.client(), List.of()))
                        .chain(kept -> kept
                                ? code(admitted, scopes, null)
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
    private Uni<Answered> agree(
            Admitted admitted, AskedServer server, String sealed, TaskAnswer answer, PolicyWords words) {
        var by = new Actor(admitted.signIn().session().person().value(), server.client(), List.of());
        return once(sealed).chain(first -> {
            if (!first) return goes(new Step.Told(ANSWERED));
            return takenIn(admitted.request(), by)
                    .chain(kept -> kept
                            ? servers.agree(server, admitted.signIn(), answer, words)
                            : Result.<MadeTask, TaskRefusal>nowRefused(new TaskRefusal(NOT_NOW)))
                    .chain(made -> made.<Uni<Answered>>fold(
                            task -> code(admitted, admitted.request().scopes(), task),
                            why -> undone().replaceWith(new Answered.Again(why))));
        });
    }

    private Uni<Answered> agree(
            Admitted admitted,
            TaskDetails task,
            String sealed,
            Set<String> scopes,
            TaskAnswer answer,
            PolicyWords words) {
        return tasks.agree(task, admitted.signIn(), answer, words)
                .chain(made -> made.<Uni<Answered>>fold(
                        agreed -> once(sealed)
                                .chain(first -> first
                                        ? code(admitted, scopes, agreed)
                                        : undone().chain(() -> goes(new Step.Told(ANSWERED)))),
                        why -> Uni.createFrom().item(new Answered.Again(why))));
    }

    private Uni<Answered> code(Admitted admitted, Set<String> scopes, @Nullable MadeTask task) {
        var request = admitted.request();
        var delegation = task == null ? null : task.delegation().delegation();
        return authorizations
                .begin(request, admitted.signIn(), Scopes.write(scopes), delegation)
                .call(code -> told(admitted, List.copyOf(scopes), code.authorization(), task))
                .call(() -> requests.usedUp(admitted.carried()))
                .map(code -> new Answered.Goes(answers.code(request, code.value())));
    }

    /** He doesn't want to. */
    @WithTransaction
    public Uni<Step> refuse(String sealed, @Nullable String cookie) {
        return flow.asked(sealed, cookie)
                .chain(found -> found.<Uni<Step>>fold(
                        admitted -> once(sealed)
                                .chain(first -> first
                                        ? refused(admitted)
                                        : Uni.createFrom().item(new Step.Told(ANSWERED))),
                        step -> Uni.createFrom().item(step)));
    }

    private Uni<Step> refused(Admitted admitted) {
        return told(admitted, List.of(), null, null)
                .chain(() -> requests.usedUp(admitted.carried()))
                .map(ignored -> answers.error(admitted.request(), "access_denied", "the person refused"));
    }

    private static Result<Set<String>, String> scopes(Admitted admitted) {
        return TaskTokens.scopes(admitted.request().scopes(), admitted.request().resources());
    }

    private Uni<Boolean> once(String sealed) {
        var id = Sha256.of(sealed).hex();
        return used.firstUse("consent", id, clock.instant().plus(CarriedRequests.PATIENCE));
    }

    private Uni<Void> told(
            Admitted admitted, List<String> scopes, @Nullable String authorization, @Nullable MadeTask task) {
        return outbox.publish(
                TokenEvent.FAMILY,
                new TokenEvent.AuthorizationAnswered(
                        admitted.signIn().session().person(),
                        admitted.request().client(),
                        "page",
                        authorization != null,
                        scopes,
                        authorization,
                        task == null ? null : task.delegation().delegation(),
                        task == null ? null : task.agreed()));
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
