package dev.mandate.audit.engine.sessions;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Room;
import dev.mandate.audit.engine.profiles.Profiles;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.ForgottenIdentifiers;
import dev.mandate.events.risk.ForgottenIdentifiers.Forgotten;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.provenance.CallReader;
import dev.mandate.provenance.Identifier;
import dev.mandate.provenance.KnownBy;
import dev.mandate.provenance.Mention;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers that a session has seen, with those of one more answer. The newest are kept as they are, within a number and within
 * bytes; what strangers' text showed before them is forgotten as {@link ForgottenIdentifiers}, which never lets a stranger go.
 */
final class ShownIdentifiers {
    /** What JSON writes around the parts of one. */
    private static final int AROUND = 140;

    /** Of so many it is quicker to look for each among all that were seen than to make a set of those. */
    private static final int FEW = 8;

    private final Profiles profiles;
    private final CallReader reader;
    private final SessionMemory memory;
    private final ToolCalled call;
    private final Set<ToolLabel> labels;
    private final boolean untrusted;
    private final boolean suspicious;
    private final boolean believed;
    private final Set<String> trusted;
    private List<SeenIdentifier> identifiers;
    private @Nullable ForgottenIdentifiers forgotten;

    /** @param tool whose labels count, and by whose catalogue entry fields of its results are trusted; empty for one that nobody registered */
    ShownIdentifiers(Profiles profiles, CallReader reader, SessionMemory memory, ToolCalled call, Optional<Tool> tool) {
        this(profiles, reader, memory, call, tool.map(Tool::labels).orElse(Set.of()), true, trusted(call, tool));
    }

    /** Of a report that isn't believed: all that it shows is the strangers', but for what the session itself had named before. */
    static ShownIdentifiers doubted(
            Profiles profiles, CallReader reader, SessionMemory memory, ToolCalled call, Set<ToolLabel> labels) {
        return new ShownIdentifiers(profiles, reader, memory, call, labels, false, Set.of());
    }

    private ShownIdentifiers(
            Profiles profiles,
            CallReader reader,
            SessionMemory memory,
            ToolCalled call,
            Set<ToolLabel> labels,
            boolean believed,
            Set<String> trusted) {
        this.believed = believed;
        this.trusted = trusted;
        this.profiles = profiles;
        this.reader = reader;
        this.memory = memory;
        this.call = call;
        this.labels = labels;
        this.untrusted = labels.contains(ToolLabel.UNTRUSTED);
        this.suspicious = Boolean.TRUE.equals(call.result().suspicious());
        this.identifiers = memory.risk().identifiers();
        this.forgotten = memory.risk().forgotten();
    }

    /** The catalogue's word counts, and not that of who tells of the call. */
    private static Set<String> trusted(ToolCalled call, Optional<Tool> tool) {
        var told = call.result().trustedOrNone();
        if (told.isEmpty()
                || tool.map(Tool::trustedFieldsOrNone).orElse(Set.of()).isEmpty()) return Set.of();
        return told.stream().map(text -> Identifier.of(text).value()).collect(Collectors.toUnmodifiableSet());
    }

    List<SeenIdentifier> identifiers() {
        return identifiers;
    }

    @Nullable
    ForgottenIdentifiers forgotten() {
        return forgotten;
    }

    /** Those that the call's answer showed. */
    void add(Reading reading) {
        var shown = call.result().identifiers();
        // Who floods an answer so that not all of it is told makes no stranger of his known.
        if (Boolean.TRUE.equals(call.result().incomplete()) && untrusted) forgotten = ForgottenIdentifiers.ANYTHING;
        if (shown.isEmpty()) return;
        var before = identifiers;
        var values = new HashSet<String>();
        if (shown.size() > FEW) for (var identifier : before) values.add(identifier.value());
        var more = new ArrayList<SeenIdentifier>();
        var gone = new ArrayList<Forgotten>();
        var said = named();
        List<String> words = null;
        int left = shown.size();
        for (var text : shown) {
            var identifier = Identifier.of(text);
            boolean room = left-- <= SessionRisk.MAX_IDENTIFIERS;
            if (identifier.value().isEmpty() || shown.size() <= FEW && isIn(before, identifier.value())) continue;
            if (!values.add(identifier.value())) continue;
            var origin = origin(identifier, said);
            if (!room) { // as many as can be kept come after it
                if (origin == Origin.UNTRUSTED) gone.add(identifier.forgotten());
                continue;
            }
            if (words == null) words = Reading.words(call);
            more.add(seen(identifier, origin, reading, words));
        }
        if (!more.isEmpty()) keep(before, more, gone);
        if (!gone.isEmpty()) forgotten = (forgotten == null ? ForgottenIdentifiers.NOTHING : forgotten).plus(gone);
    }

    /** Texts know their hashes, which seldom agree. */
    private static boolean isIn(List<SeenIdentifier> all, String value) {
        int hash = value.hashCode();
        for (var one : all) if (one.value().hashCode() == hash && one.value().equals(value)) return true;
        return false;
    }

    /**
     * What was forgotten stays the strangers', whoever shows it again. Who writes of what a trusted field names gains nothing by it, so that
     * it doesn't matter where else in the answer that stood.
     */
    private Origin origin(Identifier identifier, Set<String> said) {
        if (mayBeForgotten(identifier)) return Origin.UNTRUSTED;
        if (said.contains(identifier.value())) return Origin.NONE; // nobody but the session named it first
        return untrusted && !trusted.contains(identifier.value()) ? Origin.UNTRUSTED : Origin.RESULT;
    }

    private boolean mayBeForgotten(Identifier identifier) {
        return forgotten != null && forgotten.mayHold(identifier.value());
    }

    private SeenIdentifier seen(Identifier identifier, Origin origin, Reading reading, List<String> words) {
        int at = memory.risk().calls();
        if (mayBeForgotten(identifier))
            return new SeenIdentifier(
                    identifier.value(), origin, at, suspicious || memory.risk().suspicious(), null, List.of());
        var known = believed && origin == Origin.UNTRUSTED ? known(identifier, reading) : null;
        return new SeenIdentifier(
                identifier.value(), origin, at, suspicious, known == null ? null : known.text(), words);
    }

    private void keep(List<SeenIdentifier> before, List<SeenIdentifier> more, List<Forgotten> gone) {
        var all = new ArrayList<>(before);
        all.addAll(more);
        int first = first(all);
        for (var old : all.subList(0, first))
            if (old.origin() == Origin.UNTRUSTED) gone.add(new Identifier(old.value()).forgotten());
        identifiers = first == 0 ? all : all.subList(first, all.size());
    }

    /** Of the newest, as many as there is room for. */
    private static int first(List<SeenIdentifier> all) {
        int last = Math.max(0, all.size() - SessionRisk.MAX_IDENTIFIERS);
        if (fit(all.subList(last, all.size()))) return last;
        int first = all.size();
        var room = new Room(Bounds.IDENTIFIERS);
        while (first > last && room.takes(bytes(all.get(first - 1)))) first--;
        return first;
    }

    /** Whatever characters they have: mostly they are so short that nobody has to look. */
    private static boolean fit(List<SeenIdentifier> kept) {
        int most = 0;
        for (var seen : kept) {
            most += AROUND + EncodedText.most(seen.value());
            for (var word : seen.sourceWords()) most += Room.AROUND + EncodedText.most(word);
        }
        return most <= Bounds.IDENTIFIERS;
    }

    private static int bytes(SeenIdentifier seen) {
        return AROUND + EncodedText.bytes(seen.value()) + Room.of(seen.sourceWords());
    }

    /** What peers did or saw, or else what a classifier said of one's own mail or file. */
    private @Nullable KnownBy known(Identifier identifier, Reading reading) {
        var known = profiles.knownBy(
                memory.agent(), memory.kind(), identifier, reading.digest(), reading.specific(), reader.counting());
        return known == null
                        && Boolean.FALSE.equals(call.result().suspicious())
                        && labels.contains(ToolLabel.PRIVATE)
                        && reader.counting().contains(KnownBy.CLEARED)
                ? KnownBy.CLEARED
                : known;
    }

    /** What the session's calls named, this one and those with consequences before. */
    private Set<String> named() {
        var named = new HashSet<>(memory.destinations());
        if (believed)
            for (var mention : Mention.in(call.arguments()))
                named.add(mention.identifier().value());
        return named;
    }
}
