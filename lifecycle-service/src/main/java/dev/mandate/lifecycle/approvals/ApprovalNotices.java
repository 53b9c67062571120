package dev.mandate.lifecycle.approvals;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Answer;
import dev.mandate.lifecycle.approvals.ApprovalNotice.Answered;
import dev.mandate.lifecycle.approvals.ApprovalNotice.Asked;
import dev.mandate.lifecycle.approvals.ApprovalNotice.Status;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.lifecycle.workers.WorkerStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says how an approval stands, to receivers that aren't people who have signed in. It only tells: nothing that it says lets anybody answer. */
@ApplicationScoped
public class ApprovalNotices {
    private final ApprovalStore store;
    private final WorkerStore workers;

    ApprovalNotices(ApprovalStore store, WorkerStore workers) {
        this.store = store;
        this.workers = workers;
    }

    /**
     * Of a state as it is on the topic. Needs a session.
     *
     * @param console where people see the console; null if nobody has said so
     * @param mail whether the address of who is asked is told
     * @return empty if there is nothing to tell: something has become of it since, of which a later state tells; it is over for a day; or the
     *     time of a no is over
     */
    public Uni<Optional<ApprovalNotice>> of(ApprovalState told, @Nullable URI console, boolean mail) {
        return store.find(told.approval())
                .chain(found -> found.filter(it -> it.revision() == told.revision() && !it.deleted())
                        .flatMap(it -> status(it).map(status -> told(it, status, console, mail)))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<ApprovalNotice>> told(Approval it, Status status, @Nullable URI console, boolean mail) {
        var people = Stream.of(
                        Optional.ofNullable(it.person()), Optional.ofNullable(it.approver()), answering(it.answer()))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return workers.named(people)
                .chain(names -> (mail ? mailOf(it.approver()) : nobodys())
                        .map(address -> Optional.of(notice(it, status, names, address.orElse(null), console))));
    }

    private static ApprovalNotice notice(
            Approval it, Status status, Map<IdentityId, String> names, @Nullable String mail, @Nullable URI console) {
        var forWhom = it.person() == null
                ? ""
                : names.getOrDefault(it.person(), it.person().value());
        var says = Stream.concat(it.shown().brief(it.who(), forWhom).stream(), Stream.of(sentence(it, status, names)))
                .toList();
        var said = it.answer();
        return new ApprovalNotice(
                it.id(),
                it.revision(),
                status,
                says,
                new Asked(it.approver(), mail, new TreeSet<>(it.roles())),
                console == null ? null : URI.create(console.toString().replaceAll("/+$", "") + "/approvals/" + it.id()),
                it.askedAt(),
                it.until(),
                it.call().subject(),
                it.person(),
                it.call().session(),
                it.decision(),
                said == null ? null : new Answered(said.approved(), said.by().subject(), said.at(), said.reason()),
                it.used());
    }

    private static Optional<Status> status(Approval it) {
        var said = it.answer();
        return switch (it.status()) {
            case ASKED -> Optional.of(Status.ASKED);
            case GRANTED -> Optional.of(Status.GRANTED);
            case REFUSED -> Optional.of(Status.REFUSED);
            case USED -> Optional.of(Status.USED);
            case ENDED ->
                said == null
                        ? Optional.of(Status.LAPSED)
                        : said.approved() ? Optional.of(Status.UNUSED) : Optional.empty();
        };
    }

    private static String sentence(Approval it, Status status, Map<IdentityId, String> names) {
        var until = it.until().truncatedTo(ChronoUnit.SECONDS);
        var who = who(it.answer(), names);
        return switch (status) {
            case ASKED -> asked(it, names) + " may answer until " + until + ".";
            case GRANTED -> who + " said yes: it may be done once, until " + until + "." + reason(it.answer());
            case REFUSED -> who + " said no." + reason(it.answer());
            case USED -> who + " said yes, and it was allowed once." + reason(it.answer());
            case LAPSED -> "Nobody answered until " + until + ", which is no.";
            case UNUSED -> who + " said yes, and nobody used that in time.";
        };
    }

    private static String asked(Approval it, Map<IdentityId, String> names) {
        if (it.approver() != null) return named(it.approver(), names);
        return "Whoever has the role" + (it.roles().size() == 1 ? " " : "s ")
                + String.join(" and ", new TreeSet<>(it.roles()));
    }

    private static String who(@Nullable Answer said, Map<IdentityId, String> names) {
        if (said == null) return "Somebody";
        return said.by().identity().map(id -> named(id, names)).orElse(said.by().subject());
    }

    private static String named(IdentityId person, Map<IdentityId, String> names) {
        var name = names.get(person);
        return name == null ? person.value() : PlainText.shown(name) + " (" + person + ")";
    }

    private static String reason(@Nullable Answer said) {
        return said == null || said.reason() == null ? "" : " He said " + PlainText.quoted(said.reason()) + ".";
    }

    private static Optional<IdentityId> answering(@Nullable Answer said) {
        return said == null ? Optional.empty() : said.by().identity();
    }

    private Uni<Optional<String>> mailOf(@Nullable IdentityId person) {
        if (person == null) return nobodys();
        return workers.ofIdentity(person)
                .map(found -> found.filter(Worker::active)
                        .map(Worker::standing)
                        .map(standing -> standing.attributes().email()));
    }

    private static Uni<Optional<String>> nobodys() {
        return Uni.createFrom().item(Optional.empty());
    }
}
