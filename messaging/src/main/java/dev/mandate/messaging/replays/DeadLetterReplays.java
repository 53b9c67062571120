package dev.mandate.messaging.replays;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.administration.ReplayEvent;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.inbox.Inbox;
import dev.mandate.messaging.inbox.InboxEntry;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import dev.mandate.messaging.inbox.Retaken;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import dev.mandate.messaging.replays.DeadLetterView.Dismissal;
import dev.mandate.messaging.replays.DismissalStore.Key;
import dev.mandate.messaging.replays.ReplayRefusal.Kind;
import dev.mandate.messaging.result.Result;
import io.quarkus.arc.All;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of this service's dead letters, and taking one up again: by everything here that takes its topic up, or by what it names alone
 * if that takes up only its own, as if it came now. What has taken it before takes it no second time.
 */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class DeadLetterReplays {
    private final DeadLetterReader letters;
    private final DismissalStore dismissals;
    private final Inbox inbox;
    private final Outbox outbox;
    private final String service;
    private final List<Intakes> readers;

    @Inject
    DeadLetterReplays(
            DeadLetterReader letters,
            DismissalStore dismissals,
            Inbox inbox,
            Outbox outbox,
            ServiceConfig config,
            @All List<Intakes> readers) {
        this.letters = letters;
        this.dismissals = dismissals;
        this.inbox = inbox;
        this.outbox = outbox;
        this.service = config.service();
        this.readers = readers;
    }

    /** The latest first. */
    Uni<Page<DeadLetterView>> page(PageRequest page) {
        var end = page.afterId() == null ? Long.MAX_VALUE : Long.parseLong(page.afterId());
        return letters.before(end, page.rows(), kept -> new Looked(DeadLetterView.listed(kept), status(kept)))
                .chain(this::settled)
                .map(views -> page.of(views, view -> String.valueOf(view.letter())));
    }

    /** How many wait, of the newest ones. */
    Uni<Long> waiting(int newest) {
        return letters.before(Long.MAX_VALUE, newest, kept -> new Looked(DeadLetterView.listed(kept), status(kept)))
                .chain(this::settled)
                .map(views -> views.stream()
                        .filter(view -> view.standing() == DeadLetterStatus.WAITS)
                        .count());
    }

    /** Empty for an offset that has none, or none any more. */
    Uni<Optional<DeadLetterView>> find(long offset) {
        return letters.at(offset)
                .chain(found -> settled(found.map(kept -> new Looked(DeadLetterView.whole(kept), status(kept))).stream()
                        .toList()))
                .map(views -> views.stream().findFirst());
    }

    /** Each taking is told in the transaction of its effect, and a refusal by itself. */
    Uni<Result<DeadLetterView, ReplayRefusal>> replay(long offset, Actor by) {
        return letters.at(offset).chain(found -> {
            if (found.isEmpty()) return Result.nowRefused(refusal(Kind.UNKNOWN, "There is no dead letter " + offset));
            var kept = found.get();
            if (kept.cut() != null) return Result.nowRefused(refusal(Kind.CUT, DeadLetterStatus.CUT.says()));
            var its = of(kept);
            if (its.isEmpty()) return Result.nowRefused(isNotHere(kept));
            return retake(kept, its, by);
        });
    }

    private Uni<Result<DeadLetterView, ReplayRefusal>> retake(StoredDeadLetter kept, List<Intake<?>> its, Actor by) {
        var letter = new ReplayEvent.DeadLetterReference(
                service, kept.offset(), kept.letter().origin());
        Uni<Optional<Retaken.Refused>> done = Uni.createFrom().item(Optional.empty());
        for (var intake : its)
            done = done.chain(before -> inbox.retake(
                            intake,
                            kept.original(),
                            () -> outbox.publish(ReplayEvent.FAMILY, new ReplayEvent.Replayed(letter, by)))
                    .map(now -> now instanceof Retaken.Refused refused ? Optional.of(refused) : before));
        return done.chain(refused -> refused.isEmpty()
                ? Uni.createFrom().item(Result.done(DeadLetterView.whole(kept).standing(DeadLetterStatus.TAKEN)))
                : refusedAgain(letter, refused.get(), by));
    }

    private Uni<Result<DeadLetterView, ReplayRefusal>> refusedAgain(
            ReplayEvent.DeadLetterReference letter, Retaken.Refused refused, Actor by) {
        var why = refused.reason().name().toLowerCase(Locale.ROOT) + ": " + refused.message();
        var reason = new Reason(EncodedText.cut(PlainText.shown(why), Reason.MAX_LENGTH));
        return Panache.withTransaction(
                        () -> outbox.publish(ReplayEvent.FAMILY, new ReplayEvent.Refused(letter, reason, by)))
                .replaceWith(Result.refused(refusal(kind(refused), why)));
    }

    /** What is wrong with its bytes stays so. */
    private static Kind kind(Retaken.Refused refused) {
        return switch (refused.reason()) {
            case REFUSED -> Kind.REFUSED_AGAIN;
            case CONFLICTING_DUPLICATE -> Kind.OTHER_CONTENT;
            default -> Kind.UNREADABLE;
        };
    }

    private static ReplayRefusal refusal(Kind kind, String detail) {
        return new ReplayRefusal(kind, detail);
    }

    private static ReplayRefusal isNotHere(StoredDeadLetter kept) {
        var status = nobodys(kept);
        return refusal(status == DeadLetterStatus.GONE ? Kind.GONE : Kind.NOT_HERE, status.says());
    }

    /** Whatever takes up the topic, but where the letter is one's own. */
    private List<Intake<?>> of(StoredDeadLetter kept) {
        var letter = kept.letter();
        var ofTopic = intakes(false).stream()
                .filter(intake -> intake.family().topic().name().equals(letter.topic()))
                .toList();
        if (letter.consumer() == null || named(letter.consumer(), ofTopic)) return ofTopic;
        return intakes(true).stream()
                .filter(intake -> intake.consumer().equals(letter.consumer()))
                .toList();
    }

    private static boolean named(String consumer, List<Intake<?>> intakes) {
        return intakes.stream().anyMatch(intake -> intake.consumer().equals(consumer));
    }

    private List<Intake<?>> intakes(boolean takeOnlyTheirOwn) {
        return readers.stream()
                .filter(reader -> reader.takeOnlyTheirOwn() == takeOnlyTheirOwn)
                .flatMap(reader -> reader.intakes().stream())
                .<Intake<?>>map(intake -> intake)
                .toList();
    }

    private static DeadLetterStatus nobodys(StoredDeadLetter kept) {
        return kept.letter().consumer() == null ? DeadLetterStatus.NOT_HERE : DeadLetterStatus.GONE;
    }

    private Status status(StoredDeadLetter kept) {
        if (kept.cut() != null) return new Status(DeadLetterStatus.CUT, Set.of());
        var its = of(kept);
        if (its.isEmpty()) return new Status(nobodys(kept), Set.of());
        var entries = its.stream()
                .flatMap(intake ->
                        Inbox.entry(intake, kept.original(), kept.letter().at()).stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Status(DeadLetterStatus.WAITS, entries);
    }

    private Uni<List<DeadLetterView>> settled(List<Looked> looked) {
        var entries = looked.stream()
                .flatMap(each -> each.status().entries().stream())
                .distinct()
                .toList();
        var views = looked.stream().map(Looked::view).toList();
        return Panache.withSession(() -> inbox.present(entries)
                .chain(present -> dismissals
                        .of(views)
                        .map(dismissed -> looked.stream()
                                .map(each -> each.settled(present, dismissed))
                                .toList())));
    }

    /** @param entries what there is in the inbox once it is taken */
    private record Status(DeadLetterStatus first, Set<InboxEntry> entries) {}

    private record Looked(DeadLetterView view, Status status) {
        DeadLetterView settled(Set<InboxEntry> present, Map<Key, Dismissal> dismissed) {
            var entries = status.entries();
            if (!entries.isEmpty() && present.containsAll(entries)) {
                var anew = entries.stream().anyMatch(InboxEntry::isSentAnew);
                return view.standing(anew ? DeadLetterStatus.SENT_ANEW : DeadLetterStatus.TAKEN);
            }
            var dismissal = dismissed.get(Key.of(view));
            return dismissal == null ? view.standing(status.first()) : view.dismissed(dismissal);
        }
    }
}
