package dev.mandate.provenance;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.provenance.CallFacts.Destination;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one call's arguments: which identifiers it names, where each came from, and what speaks for it. */
final class DestinationReader {
    /** Labels of what does more than open pages or fetch files. */
    private static final Set<ToolLabel> GRAVE =
            Set.of(ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT, ToolLabel.DESTROY);

    /** Labels of what goes to somebody; the number of an order or a ticket beside him says what it is about. */
    private static final Set<ToolLabel> HANDING = Set.of(ToolLabel.EGRESS, ToolLabel.MONEY);

    /** Labels of tools whose arguments reach somebody or something else, so that what stands in a text matters too. */
    private static final Set<ToolLabel> LEAVING =
            Set.of(ToolLabel.EGRESS, ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT, ToolLabel.DESTROY);

    private final Set<ToolLabel> labels;
    private final Map<String, Object> arguments;
    private final List<Mention> mentions;
    private final List<Identifier> task;
    private final Set<String> ofTask;
    private final SessionRisk before;
    private @Nullable Map<String, SeenIdentifier> seen;
    private final Task asked;
    private final boolean unasked;
    private final Set<KnownBy> counting;
    private final Resemblance resemblance;
    private final Set<String> named = new HashSet<>();
    private final boolean pages;
    private final boolean opens;
    private final ToldPages told;
    private final boolean warned;
    private boolean namesPage;
    private @Nullable Set<String> taskWords;
    private @Nullable List<Site> sites;
    private @Nullable TextWords words;

    DestinationReader(
            SessionRisk before,
            Set<ToolLabel> labels,
            Map<String, Object> arguments,
            Task asked,
            boolean unasked,
            boolean unusual,
            CallReader reader) {
        this.unasked = unasked;
        this.asked = asked;
        this.counting = reader.counting();
        this.labels = labels;
        this.arguments = arguments;
        this.warned = before.justWarned();
        this.task = before.taskIdentifiers().stream().map(Identifier::new).toList();
        this.before = before;
        this.ofTask = Set.copyOf(before.taskIdentifiers());
        this.resemblance = new Resemblance(before, task, reader.ownDomain());
        this.mentions = Mention.in(arguments, this::isNamed);
        this.pages = labels.contains(ToolLabel.UNTRUSTED) && labels.stream().noneMatch(GRAVE::contains);
        this.opens = pages && !(unusual && !asked.known());
        this.told = opens
                ? ToldPages.of(mentions, Mention.written(arguments), task, own -> isOwn(own, reader))
                : ToldPages.MORE;
    }

    private boolean isNamed(String value) {
        var forgotten = before.forgotten();
        return ofTask.contains(value)
                || seen().containsKey(value)
                || forgotten != null && forgotten.mayHold(value)
                || resemblance.named(new Identifier(value));
    }

    private Map<String, SeenIdentifier> seen() {
        var known = seen;
        if (known == null) {
            known = new HashMap<>();
            for (var identifier : before.identifiers()) known.put(identifier.value(), identifier);
            seen = known;
        }
        return known;
    }

    /** A URL that the session has seen. */
    private record Site(Identifier identifier, SeenIdentifier seen) {}

    private List<Site> sites() {
        var known = sites;
        if (known == null) {
            known = seen().values().stream()
                    .map(it -> new Site(new Identifier(it.value()), it))
                    .filter(site -> site.identifier().url())
                    .toList();
            sites = known;
        }
        return known;
    }

    /** By its domain, the organisation's or that of an address which sessions have long had; only as an answer showed it, or what was read could stand in it. */
    private boolean isOwn(Identifier mailbox, CallReader reader) {
        var host = mailbox.host();
        var its = seen().get(mailbox.value());
        if (warned || host == null || its == null || its.suspicious() || its.origin() == Origin.NONE) return false;
        return reader.ownDomain().test(host)
                || counting.contains(KnownBy.OWN) && KnownBy.OWN.text().equals(its.known());
    }

    private List<String> texts() {
        var texts = new ArrayList<String>();
        Mention.texts(arguments, texts);
        return texts;
    }

    List<Destination> destinations() {
        if (mentions.isEmpty()) return List.of();
        for (var mention : mentions) {
            if (!mention.whole() || !ofTask(mention.identifier())) continue;
            named.add(mention.argument());
            namesPage |= mention.identifier().url();
        }
        var found = new ArrayList<Destination>();
        var textCounts = labels.isEmpty() || labels.stream().anyMatch(LEAVING::contains);
        for (var mention : mentions)
            if ((mention.whole() || textCounts) && !(mention.identifier().numbered() && isSubject(mention)))
                found.add(destination(mention));
        return found;
    }

    /**
     * The number of a thing tells what is meant, in a text or beside somebody whom the call goes to; but money goes to an account, and
     * where none is named, to whom a number says. Without a dash it may be what somebody is called.
     */
    private boolean isSubject(Mention number) {
        if (!number.identifier().dashed()) return false;
        if (!number.whole()) return true;
        var account = labels.contains(ToolLabel.MONEY);
        return !Collections.disjoint(labels, HANDING)
                && mentions.stream()
                        .filter(it -> it.whole() && it.identifier().place())
                        .anyMatch(it -> !account || it.identifier().host() == null);
    }

    private Destination destination(Mention mention) {
        var identifier = mention.identifier();
        var first = seen().get(identifier.value());
        var shown = first != null;
        if (task.stream().anyMatch(identifier::isOf))
            return new Destination(identifier, mention.whole(), Origin.TASK, null, false);
        if (first == null) first = forgotten(identifier);
        if (first == null) first = site(identifier);
        if (first == null) {
            var like = resemblance.of(identifier);
            if (like == null) return unseen(mention);
            first = like.seen();
            if (like.lookAlike())
                return new Destination(identifier, mention.whole(), Origin.UNTRUSTED, null, first.suspicious());
        }
        if (first.origin() == Origin.NONE) return unseen(mention); // an answer repeated what the session had said
        var known = first.origin() == Origin.UNTRUSTED ? knownBy(mention, first) : null;
        if (known == null && shown && !first.suspicious() && first.origin() == Origin.UNTRUSTED && follows(identifier))
            known = KnownBy.FOLLOWED;
        if (known == null
                && identifier.value().equals(told.mailbox())
                && counting.contains(KnownBy.INSIDE)
                && follows()) known = KnownBy.INSIDE;
        return new Destination(identifier, mention.whole(), first.origin(), known, first.suspicious());
    }

    /** What nothing showed first: what would speak for it had strangers' text shown it does, so that nobody gains by spelling it out. */
    private Destination unseen(Mention mention) {
        var identifier = mention.identifier();
        var nothing = new SeenIdentifier(identifier.value(), Origin.NONE, 0, before.suspicious(), null, List.of());
        return new Destination(identifier, mention.whole(), Origin.NONE, knownBy(mention, nothing), false);
    }

    /**
     * What showed the site of a URL that was put together and has room for data; null for one that nothing showed. The
     * task's own site needs nobody to show it.
     */
    private @Nullable SeenIdentifier site(Identifier identifier) {
        if (!identifier.carries() || task.stream().anyMatch(its -> Sites.ofOneOwner(identifier, its))) return null;
        SeenIdentifier found = null;
        for (var site : sites()) {
            if (!identifier.sharesHost(site.identifier())) continue;
            var theirs = site.seen().origin() == Origin.UNTRUSTED;
            if (!theirs && Sites.ofOneOwner(identifier, site.identifier())) return null;
            if (theirs && (found == null || identifier.within(site.identifier()))) found = site.seen();
        }
        var forgotten = before.forgotten();
        var host = identifier.host();
        return found == null && forgotten != null && host != null && forgotten.mayHoldSiteOf(host)
                ? stranger(identifier)
                : found;
    }

    /** What strangers' text showed and the state has no more room for; null for what is not among it. */
    private @Nullable SeenIdentifier forgotten(Identifier identifier) {
        var forgotten = before.forgotten();
        return forgotten != null && forgotten.mayHold(identifier.value()) ? stranger(identifier) : null;
    }

    /** Nobody knows any more which answer showed it: if any was warned of, it counts as that one. */
    private SeenIdentifier stranger(Identifier identifier) {
        return new SeenIdentifier(identifier.value(), Origin.UNTRUSTED, 0, before.suspicious(), null, List.of());
    }

    /** What a classifier warned of is not made known by words, which whoever wrote it chose. */
    private @Nullable KnownBy knownBy(Mention mention, SeenIdentifier first) {
        var known = KnownBy.of(first.known());
        var identifier = mention.identifier();
        if (known != null
                && (counts(known) || isSharedLink(identifier, known))
                && known.speaks(labels, first.suspicious(), warned)) return known;
        if (first.suspicious()) return null;
        if (counts(KnownBy.TASK_PLACE) && atTaskHost(identifier)) return KnownBy.TASK_PLACE;
        if (counts(KnownBy.TASK_WORDS)
                && !identifier.url()
                && (Words.shared(identifier.words(), taskWords()) || identifier.calledAfter(asked.names())))
            return KnownBy.TASK_WORDS;
        if (counts(KnownBy.TASK_PLACE) && beside(mention)) return KnownBy.TASK_PLACE;
        if (counts(KnownBy.SOURCE_WORDS)
                && labels.contains(ToolLabel.MONEY)
                && words().anyBeside(identifier, first.sourceWords())) return KnownBy.SOURCE_WORDS;
        return null;
    }

    /**
     * What is written to a place of the task, in a text or on a page, goes to that place alone. An argument of its own that is no page's
     * gets something itself: who is copied in, or is let into the very repository that the task names.
     */
    private boolean beside(Mention mention) {
        if (mention.identifier().url() || named.isEmpty() || named.contains(mention.argument())) return false;
        return !mention.whole() || pages && namesPage;
    }

    private boolean follows() {
        return mentions.stream().anyMatch(it -> it.whole() && follows(it.identifier()));
    }

    /** What a tool that hands nothing out is told besides, such as where a file is to be kept, stays here; a form may be told whose it is. */
    private boolean follows(Identifier link) {
        if (!opens || !counting.contains(KnownBy.FOLLOWED) || !link.url()) return false;
        if (told.nothing() && !unasked && asked.followsLinks()) return true;
        return (told.nothing() || told.mailbox() != null || !labels.contains(ToolLabel.EGRESS)) && asked.speaksOf(link);
    }

    private boolean counts(KnownBy reason) {
        return counting.contains(reason) && (!unasked || reason.speaksUnasked());
    }

    /** A page where all who read the same were sent is opened, also where nobody asked for it; no other call hands anything out so. */
    private boolean isSharedLink(Identifier identifier, KnownBy known) {
        return known == KnownBy.READINGS && counting.contains(known) && identifier.url() && pages;
    }

    private boolean ofTask(Identifier identifier) {
        return task.stream().anyMatch(identifier::isOf) || atTaskHost(identifier);
    }

    /** Where anybody gets a mailbox, another one is anybody's. */
    private boolean atTaskHost(Identifier identifier) {
        var host = identifier.host();
        return host != null && task.stream().anyMatch(identifier::sharesHost) && !Sites.shared(Sites.of(host));
    }

    private Set<String> taskWords() {
        var known = taskWords;
        if (known == null) {
            known = new HashSet<>(asked.names());
            for (var identifier : task) known.addAll(identifier.words());
            taskWords = known;
        }
        return known;
    }

    private TextWords words() {
        var known = words;
        if (known == null) {
            known = new TextWords(LowerCase.of(String.join(" ", texts())));
            words = known;
        }
        return known;
    }
}
