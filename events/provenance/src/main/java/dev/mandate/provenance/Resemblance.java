package dev.mandate.provenance;

import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What nothing showed as it stands, held against what strangers' text did show: another spelling of it, the same mailbox, or another place
 * of whoever registered its domain. Of a domain that also the task, the organisation or anybody else named, nothing is said.
 *
 * <p>One thread.
 */
final class Resemblance {
    private final SessionRisk before;
    private final List<Identifier> task;
    private final Predicate<String> ownDomain;
    private final boolean strangers;
    private final Map<String, SeenIdentifier> looks = new HashMap<>();
    private final Set<String> addresses = new HashSet<>();
    private final Map<String, SeenIdentifier> mailboxes = new HashMap<>();
    private final Map<@Nullable String, Set<String>> sites = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private boolean read;

    /** What was seen of one registered domain. */
    private static final class Place {
        private @Nullable SeenIdentifier stranger;
        private boolean suspicious;
        private boolean known;
    }

    /**
     * @param seen instead of it
     * @param lookAlike it is made to be taken for that, so that nothing else speaks for it
     */
    record Found(SeenIdentifier seen, boolean lookAlike) {}

    /** @param ownDomain of a host in lower case and ASCII */
    Resemblance(SessionRisk before, List<Identifier> task, Predicate<String> ownDomain) {
        this.before = before;
        this.task = task;
        this.ownDomain = ownDomain;
        this.strangers = before.forgotten() != null
                || before.identifiers().stream().anyMatch(its -> its.origin() == Origin.UNTRUSTED);
    }

    /** A name that isn't one by its form, and looks like one that strangers' text showed. */
    boolean named(Identifier identifier) {
        if (!strangers || Spelling.ascii(identifier.value())) return false;
        read();
        return looks.containsKey(identifier.look());
    }

    /** Null for what resembles nothing of the strangers'. */
    @Nullable
    Found of(Identifier identifier) {
        if (!strangers) return null;
        read();
        var face = Face.of(identifier.value());
        var twin = looks.get(face.look());
        if (twin != null) return like(identifier, twin.suspicious());
        var forgotten = before.forgotten();
        if (forgotten != null && forgotten.mayHoldLook(face.look())) return like(identifier, before.suspicious());
        if (face.mailbox() != null && addresses.contains(face.look())) return like(identifier, before.justWarned());
        var site = face.site();
        var host = identifier.host();
        if (site == null || host == null || ownDomain.test(OutboundUrls.ascii(host))) return null;
        var others = sites.get(face.siteLook());
        if (others != null && !others.contains(site)) return like(identifier, before.justWarned());
        if (face.mailbox() == null && !identifier.carries()) return null; // to open a page tells nobody anything
        var same = face.mailbox() == null ? null : mailboxes.get(face.mailbox());
        if (same != null) return new Found(same, false);
        return Sites.shared(site) ? null : placed(identifier, site);
    }

    private @Nullable Found placed(Identifier identifier, String site) {
        var place = places.get(site);
        if (place != null && place.known) return null;
        var stranger = place == null ? null : place.stranger;
        if (place != null && stranger != null) return new Found(shown(identifier, stranger, place.suspicious), false);
        var forgotten = before.forgotten();
        return forgotten != null && forgotten.mayHoldSiteOf(site)
                ? new Found(stranger(identifier, before.suspicious()), false)
                : null;
    }

    private static Found like(Identifier identifier, boolean suspicious) {
        return new Found(stranger(identifier, suspicious), true);
    }

    private static SeenIdentifier stranger(Identifier identifier, boolean suspicious) {
        return new SeenIdentifier(identifier.value(), Origin.UNTRUSTED, 0, suspicious, null, List.of());
    }

    private static SeenIdentifier shown(Identifier identifier, SeenIdentifier like, boolean suspicious) {
        return new SeenIdentifier(
                identifier.value(), Origin.UNTRUSTED, like.call(), suspicious, null, like.sourceWords());
    }

    private void read() {
        if (read) return;
        read = true;
        for (var its : task) {
            var face = Face.of(its.value());
            if (face.site() != null) place(face.site(), face.siteLook()).known = true;
            if (face.mailbox() != null) addresses.add(face.look());
        }
        for (var its : before.identifiers()) {
            var face = Face.of(its.value());
            var untrusted = its.origin() == Origin.UNTRUSTED;
            if (untrusted) looks.putIfAbsent(face.look(), its);
            if (face.mailbox() != null) {
                if (untrusted) mailboxes.putIfAbsent(face.mailbox(), its);
                else addresses.add(face.look());
            }
            if (face.site() != null) see(its, place(face.site(), face.siteLook()));
        }
    }

    private static void see(SeenIdentifier seen, Place place) {
        place.suspicious |= seen.suspicious();
        var why = KnownBy.of(seen.known());
        if (seen.origin() != Origin.UNTRUSTED || why != null && why.strength() == KnownBy.Strength.PROVEN)
            place.known = true;
        else if (place.stranger == null) place.stranger = seen;
    }

    private Place place(String site, @Nullable String look) {
        var known = places.get(site);
        if (known != null) return known;
        var place = new Place();
        places.put(site, place);
        sites.computeIfAbsent(look, its -> new HashSet<>(2)).add(site);
        return place;
    }
}
