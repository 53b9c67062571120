package dev.mandate.identity.authorize;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.identity.authorize.AuthorizationFlow.Standing;
import dev.mandate.identity.clients.RedirectUris;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.clients.UsedAssertions;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.registration.UnregisteredApplications;
import dev.mandate.identity.tasks.TaskDetails;
import dev.mandate.identity.tasks.TaskView;
import dev.mandate.identity.tasks.Tasks;
import dev.mandate.identity.tokens.PersonScopes;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.qute.TemplateData;
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
 * A person is asked on the way from an application and back: by an agent for a task, whose delegation and code come of one transaction, or
 * by an application for what it gets, which nobody registered or which wants him asked. Once for each request that a browser carries.
 */
@ApplicationScoped
public class TaskConsents {
    private static final String ANSWERED = "This was answered before. Please go back to where you came from.";

    private final AuthorizationFlow flow;
    private final CarriedRequests requests;
    private final AuthorizationAnswers answers;
    private final Authorizations authorizations;
    private final Tasks tasks;
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
        this.unregistered = unregistered;
        this.people = people;
        this.used = used;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What the page shows.
     *
     * @param task what an agent asks him for; null for an application
     * @param rights of an application that asks him; null for an agent
     * @param handsOn whether the agent may hand parts of the task on
     * @param person who is asked
     * @param goesOnTo what the page's form leads to, for its Content-Security-Policy
     */
    @TemplateData
    public record Shown(
            @Nullable TaskView task, @Nullable RightsView rights, boolean handsOn, String person, String goesOnTo) {
        /** Whether there is anything to agree to. */
        public boolean mayAgree() {
            return task == null ? rights != null && !rights.rights().isEmpty() : task.mayAgree();
        }
    }

    /** @return refused with where he goes instead */
    @WithTransaction
    public Uni<Result<Shown, Step>> shown(String sealed, @Nullable String cookie) {
        return flow.asked(sealed, cookie)
                .chain(found -> found.chain(standing -> {
                    var task = standing.request().task();
                    if (task == null)
                        return rights(standing)
                                .map(scopes ->
                                        Result.done(shown(standing, null, RightsView.of(standing.request(), scopes))));
                    return tasks.shown(task, standing.signIn())
                            .map(view -> view.<Result<Shown, Step>>map(it -> Result.done(shown(standing, it, null)))
                                    .orElseGet(
                                            () -> Result.refused(new Step.Told("There is no such agent any more."))));
                }));
    }

    private static Shown shown(Standing standing, @Nullable TaskView task, @Nullable RightsView rights) {
        return new Shown(
                task,
                rights,
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
     * He agrees, to no more than he was shown.
     *
     * @param places of the tools that he left
     * @param minutes for how long
     */
    @WithTransaction
    public Uni<Answered> agree(String sealed, @Nullable String cookie, List<String> places, String minutes) {
        return flow.asked(sealed, cookie)
                .chain(found -> found.<Uni<Answered>>fold(
                        standing -> {
                            var task = standing.request().task();
                            if (task == null) return agree(standing, sealed);
                            return scopes(standing)
                                    .<Uni<Answered>>fold(
                                            scopes -> agree(standing, task, sealed, scopes, places, minutes),
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
                                : undone().chain(() -> goes(new Step.Told(
                                        "The application can't be taken in at this moment. Please begin again."))));
            });
        });
    }

    private Uni<Boolean> takenIn(CodeRequest request, Actor by) {
        return request.selfRegistered()
                ? unregistered.agreed(request.client(), by)
                : Uni.createFrom().item(true);
    }

    private Uni<Answered> agree(
            Standing standing,
            TaskDetails task,
            String sealed,
            Set<String> scopes,
            List<String> places,
            String minutes) {
        return tasks.agree(task, standing.signIn(), places, minutes)
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
