package dev.mandate.identity.devices;

import dev.mandate.events.identity.TokenEvent;
import dev.mandate.identity.authentication.Attempts;
import dev.mandate.identity.authorize.Authorizations;
import dev.mandate.identity.authorize.TaskTokens;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.policies.PolicyWords;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.tasks.MadeTask;
import dev.mandate.identity.tasks.TaskAnswer;
import dev.mandate.identity.tasks.TaskDetails;
import dev.mandate.identity.tasks.TaskDetailsReader;
import dev.mandate.identity.tasks.TaskView;
import dev.mandate.identity.tasks.Tasks;
import dev.mandate.identity.tokens.PersonScopes;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What devices ask for, from the side of the person who types their code. Every method needs a transaction. */
@ApplicationScoped
class DeviceAnswers {
    private static final String KIND = "device-code";
    private static final String ENDED =
            "This request has ended: it was answered, or it took too long. Please begin again at the device.";

    /** For a device to come and fetch what its person agreed to in the last second. */
    private static final Duration TO_FETCH = Duration.ofMinutes(2);

    private final DeviceRequestStore store;
    private final Attempts attempts;
    private final Clients clients;
    private final PersonScopes people;
    private final Tasks tasks;
    private final Authorizations authorizations;
    private final Outbox outbox;
    private final InstantSource clock;

    DeviceAnswers(
            DeviceRequestStore store,
            Attempts attempts,
            Clients clients,
            PersonScopes people,
            Tasks tasks,
            Authorizations authorizations,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.attempts = attempts;
        this.clients = clients;
        this.people = people;
        this.tasks = tasks;
        this.authorizations = authorizations;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What waits for an answer.
     *
     * @param gets what the person has of what it asks for
     * @param lacks what he hasn't
     * @param address that it came from
     * @param needed how strongly he has to sign in to give it all that it asks for and he has
     * @param task what an agent asks him for; null for an application
     * @param tools ids of those that it names
     */
    record Waiting(
            String id,
            UserCode code,
            String application,
            Set<String> gets,
            Set<String> lacks,
            Strength needed,
            String address,
            Instant since,
            @Nullable TaskView task,
            List<String> tools) {
        /** With what policies say of its tools. */
        Waiting by(PolicyWords policies) {
            return task == null ? this : with(task.by(policies));
        }

        /** As he has left it, with what is wrong with it. */
        Waiting typed(TaskAnswer answer) {
            return task == null ? this : with(task.typed(answer));
        }

        private Waiting with(TaskView shown) {
            return new Waiting(id, code, application, gets, lacks, needed, address, since, shown, tools);
        }
    }

    /** Looks for a code that somebody typed, or followed a link with; wrong ones make him wait. */
    Uni<Result<Waiting, DeviceRefusal>> typed(String typed, CurrentSignIn by) {
        var code = UserCode.read(typed);
        if (code.isEmpty())
            return Result.nowRefused(
                    DeviceRefusal.of("A code has eight letters, such as WDJB-MJHT. Please look at the device again."));
        var person = by.session().person().value();
        return attempts.guess(KIND, person)
                .chain(counted -> counted.<Uni<Result<Waiting, DeviceRefusal>>>fold(
                        attempt -> store.byUserCode(code.get().letters()).chain(found -> {
                            var row = found.filter(it -> it.waits(clock.instant()));
                            if (row.isEmpty())
                                return Result.nowRefused(DeviceRefusal.of(
                                        "No device waits with this code. Please look at the device again."));
                            return attempts.right(attempt).chain(() -> shown(row.get(), by));
                        }),
                        delay -> Result.nowRefused(new DeviceRefusal("Too many codes were wrong.", delay, null))));
    }

    /** What still waits, to who was shown it before. */
    Uni<Result<Waiting, DeviceRefusal>> again(String id, CurrentSignIn by) {
        return waiting(id).chain(found -> found.chain(row -> shown(row, by)));
    }

    private Uni<Result<Waiting, DeviceRefusal>> shown(DeviceRequestRow row, CurrentSignIn by) {
        return usable(row)
                .chain(client -> client.chain(it -> held(row, it, by)
                        .chain(held -> task(row)
                                .map(task -> tasks.shown(task, by))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                                .map(view -> Result.done(waiting(row, it, held, view.orElse(null)))))));
    }

    /** It was read before it was kept. */
    private static Optional<TaskDetails> task(DeviceRequestRow row) {
        return row.details == null
                ? Optional.empty()
                : TaskDetailsReader.read(row.details, row.clientId).fold(Optional::of, refused -> Optional.empty());
    }

    private Uni<Result<Client, DeviceRefusal>> usable(DeviceRequestRow row) {
        return clients.find(row.clientId)
                .map(found -> found.filter(client -> client.counts(row.createdAt))
                        .<Result<Client, DeviceRefusal>>map(Result::done)
                        .orElseGet(() -> Result.refused(
                                DeviceRefusal.of("The application is stopped; an administrator can resume it."))));
    }

    private Uni<PersonScopes.Held> held(DeviceRequestRow row, Client client, CurrentSignIn by) {
        var asked = Scopes.parse(row.scopes);
        if (row.details != null)
            return people.toSignIn(by.session().person(), Set.of(), by.session().strength())
                    .map(held -> everybodys(
                            TaskTokens.scopes(asked, Set.of()).fold(Function.identity(), why -> Set.of()),
                            held.needed()));
        return people.toSignIn(by.session().person(), asked, by.session().strength())
                .map(held -> {
                    var gets = new TreeSet<>(held.scopes());
                    gets.retainAll(client.scopes());
                    return new PersonScopes.Held(gets, held.end(), held.needed());
                });
    }

    private static PersonScopes.Held everybodys(Set<String> scopes, Strength needed) {
        return new PersonScopes.Held(scopes, null, needed);
    }

    private static Waiting waiting(
            DeviceRequestRow row, Client client, PersonScopes.Held held, @Nullable TaskView task) {
        var gets = held.scopes();
        var lacks = new TreeSet<>(Scopes.parse(row.scopes));
        lacks.removeAll(gets);
        return new Waiting(
                row.id,
                new UserCode(row.userCode),
                client.name(),
                gets,
                lacks,
                held.needed(),
                row.address,
                row.createdAt,
                task,
                tools(row));
    }

    /** Ids of the tools that a request names; none where it is over. */
    Uni<List<String>> tools(String id) {
        return store.findById(id).map(row -> row == null ? List.of() : tools(row));
    }

    private static List<String> tools(DeviceRequestRow row) {
        return task(row).map(Tasks::toolsOf).orElse(List.of());
    }

    /**
     * He was shown it, and says yes.
     *
     * @param policies what they say of its tools
     * @return the application's name
     */
    Uni<Result<String, DeviceRefusal>> agree(String id, TaskAnswer answer, CurrentSignIn by, PolicyWords policies) {
        return waiting(id)
                .chain(found -> found.chain(row -> usable(row)
                        .chain(client -> client.chain(it -> held(row, it, by).chain(held -> {
                            var gets = new TreeSet<>(held.scopes());
                            if (!by.session().strength().suffices(held.needed()))
                                return Result.nowRefused(DeviceRefusal.of(
                                        "A role of yours needs a stronger sign-in: type the code again."));
                            if (gets.isEmpty())
                                return Result.nowRefused(
                                        DeviceRefusal.of("You have none of the rights that it asks for."));
                            return delegation(row, answer, by, policies)
                                    .chain(made -> made.chain(task -> agree(row, it, gets, task.orElse(null), by)));
                        })))));
    }

    private Uni<Result<Optional<MadeTask>, DeviceRefusal>> delegation(
            DeviceRequestRow row, TaskAnswer answer, CurrentSignIn by, PolicyWords policies) {
        return task(row)
                .map(task -> tasks.agree(task, by, answer, policies)
                        .map(made -> made.map(Optional::of).because(why -> DeviceRefusal.of(why))))
                .orElseGet(() -> Result.nowDone(Optional.empty()));
    }

    private Uni<Result<String, DeviceRefusal>> agree(
            DeviceRequestRow row, Client client, Set<String> scopes, @Nullable MadeTask task, CurrentSignIn by) {
        var now = clock.instant();
        var latest = row.endsAt.isAfter(now.plus(TO_FETCH)) ? row.endsAt : now.plus(TO_FETCH);
        return authorizations
                .agreed(
                        client.id(),
                        by,
                        Scopes.write(scopes),
                        latest,
                        task == null ? null : task.delegation().delegation())
                .invoke(authorization -> {
                    row.answeredAt = now;
                    row.authorizationId = authorization;
                })
                .chain(authorization -> told(row, by, List.copyOf(scopes), authorization, task))
                .replaceWith(Result.done(client.name()));
    }

    /** He was shown it, and says no. @return the application's name */
    Uni<Result<String, DeviceRefusal>> refuse(String id, CurrentSignIn by) {
        return waiting(id)
                .chain(found -> found.chain(row -> clients.find(row.clientId).chain(client -> {
                    row.answeredAt = clock.instant();
                    return told(row, by, List.of(), null, null)
                            .replaceWith(Result.<String, DeviceRefusal>done(
                                    client.map(Client::name).orElse("the application")));
                })));
    }

    private Uni<Result<DeviceRequestRow, DeviceRefusal>> waiting(String id) {
        return store.locked(id)
                .map(found -> found.filter(row -> row.waits(clock.instant()))
                        .<Result<DeviceRequestRow, DeviceRefusal>>map(Result::done)
                        .orElseGet(() -> Result.refused(DeviceRefusal.of(ENDED))));
    }

    private Uni<Void> told(
            DeviceRequestRow row,
            CurrentSignIn by,
            List<String> scopes,
            @Nullable String authorization,
            @Nullable MadeTask task) {
        return outbox.publish(
                TokenEvent.FAMILY,
                new TokenEvent.AuthorizationAnswered(
                        by.session().person(),
                        row.clientId,
                        "device",
                        authorization != null,
                        scopes,
                        authorization,
                        task == null ? null : task.delegation().delegation(),
                        task == null ? null : task.agreed()));
    }
}
