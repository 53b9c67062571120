package dev.mandate.audit.engine.profiles;

import dev.mandate.events.risk.ProfileTally;
import dev.mandate.events.risk.ProfileTally.Aspect;
import dev.mandate.events.risk.SessionRisk.TaskProfile;
import dev.mandate.provenance.Identifier;
import dev.mandate.provenance.KnownBy;
import dev.mandate.provenance.OwnDomain;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All profiles in memory, by {@code risk.profiles.v1}; one thread writes, any number read. */
public final class Profiles {
    /** Below this many sessions a share says nothing. */
    private static final int ENOUGH = 5;

    private static final double USUAL_TOOL = 0.25;
    private static final double KNOWN_TOOL = 0.1;
    private static final int WIDE = 4;

    /** Sessions without findings that have to have seen what those with findings count for as well; two less what time takes off them. */
    private static final double WITNESSES = 1.5;

    private final Map<String, ProfileTally> tallies = new ConcurrentHashMap<>();
    /** By agent: what occurred in at least four kinds of task. */
    private final Map<String, Map<String, OwnAddress>> wideAddresses = new ConcurrentHashMap<>();

    private final Map<String, Set<String>> wideArguments = new ConcurrentHashMap<>();
    /** By agent and tool. */
    private final Map<String, Map<String, ProfileTally>> tools = new ConcurrentHashMap<>();
    /** By agent, until something is counted that it is made from. */
    private final Map<String, EvenSpread> evenArguments = new ConcurrentHashMap<>();

    /** By agent, likewise; mostly one or none. */
    private final Map<String, List<OwnAddress>> ownAddresses = new ConcurrentHashMap<>();

    public void apply(ProfileTally tally) {
        if (tally.deleted()) {
            forget(tally.key());
            return;
        }
        tallies.put(tally.key(), tally);
        if (tally.aspect() == Aspect.TOOL) of(tools, tally).put(tally.subject(), tally);
        if (tally.sessions().size() >= WIDE && tally.aspect() == Aspect.ARGUMENT)
            wideArguments
                    .computeIfAbsent(tally.agent(), agent -> ConcurrentHashMap.newKeySet())
                    .add(tally.subject());
        if (tally.sessions().size() >= WIDE
                && tally.aspect() == Aspect.DESTINATION
                && new Identifier(tally.subject()).address())
            of(wideAddresses, tally).computeIfAbsent(tally.subject(), OwnAddress::of);
        counted(tally);
    }

    /** What was made from it is made anew when it is asked for next. */
    private void counted(ProfileTally tally) {
        switch (tally.aspect()) {
            case ARGUMENT, PLAYED -> evenArguments.remove(tally.agent());
            case DESTINATION, IDENTIFIER, SESSIONS -> ownAddresses.remove(tally.agent());
            default -> {}
        }
    }

    public void forget(String key) {
        var tally = tallies.remove(key);
        if (tally == null) return;
        wideArguments.getOrDefault(tally.agent(), Set.of()).remove(tally.subject());
        tools.getOrDefault(tally.agent(), Map.of()).remove(tally.subject());
        wideAddresses.getOrDefault(tally.agent(), Map.of()).remove(tally.subject());
        counted(tally);
    }

    /** How many tallies are held. */
    public int size() {
        return tallies.size();
    }

    /** When the newest session that was learnt acted last; empty for an agent of which none was. */
    public Optional<Instant> lastPlayed(String agent) {
        return Optional.ofNullable(tallies.get(ProfileTally.key(agent, Aspect.PLAYED, ProfileSample.ALL)))
                .map(ProfileTally::at);
    }

    /** What was counted about this subject; empty if nothing was. */
    public Map<String, Double> sessions(String agent, Aspect aspect, String subject) {
        var tally = tallies.get(ProfileTally.key(agent, aspect, subject));
        return tally == null ? Map.of() : tally.sessions();
    }

    /**
     * Why an identifier that strangers' text showed is no stranger, by what peers did with it or, where none is known to have used it,
     * by how they saw it. Null for a stranger.
     *
     * @param reading digest of the call that showed it
     * @param specific the reading names what it reads, rather than taking whatever has come in
     */
    public @Nullable KnownBy knownBy(
            String agent, String kind, Identifier identifier, String reading, boolean specific, Set<KnownBy> counting) {
        var sessions = sessions(agent, Aspect.SESSIONS, ProfileSample.ALL);
        var used = sessions(agent, Aspect.DESTINATION, identifier.value());
        if (counting.contains(KnownBy.PEERS) && usedByPeers(used, sessions, kind)) return KnownBy.PEERS;
        if (counting.contains(KnownBy.OWN)
                && anyOwn(
                        agent,
                        sessions,
                        own -> own.address().equals(identifier) || own.domain().has(identifier))) return KnownBy.OWN;
        var shown = shown(agent, reading, identifier);
        if (counting.contains(KnownBy.READINGS) && usedByReaders(used, shown)) return KnownBy.READINGS;
        if (!shown.always(specific)) return null;
        if (counting.contains(KnownBy.OWN_HOST)
                && anyOwn(agent, sessions, own -> own.domain().names(identifier))) return KnownBy.OWN_HOST;
        return counting.contains(KnownBy.ALWAYS_THERE) ? KnownBy.ALWAYS_THERE : null;
    }

    /** What may be the agent's own: its domain is looked up once, and not for each identifier that is held against it. */
    private record OwnAddress(Identifier address, OwnDomain domain) {
        static OwnAddress of(String subject) {
            var address = new Identifier(subject);
            return new OwnAddress(address, new OwnDomain(address));
        }
    }

    /**
     * @param read how many sessions read it
     * @param share of them saw the identifier
     */
    private record Shown(double read, double share) {
        boolean always(boolean specific) {
            return specific ? read >= 8 && share >= 0.9 : read >= 20 && share >= 0.95;
        }
    }

    /**
     * What a text shows doesn't depend on what was found in a session that read it, so that those with findings count too, once some without
     * any have seen the identifier: of what each session acts upon that reads it nobody is left to say so.
     */
    private Shown shown(String agent, String reading, Identifier identifier) {
        var clean = sessions(agent, Aspect.SHOWN, reading);
        var read = clean.getOrDefault(ProfileSample.ALL, 0.0);
        var saw = clean.getOrDefault(identifier.value(), 0.0);
        if (saw >= WITNESSES) {
            var suspect = sessions(agent, Aspect.SHOWN, ProfileSample.suspect(reading));
            read += suspect.getOrDefault(ProfileSample.ALL, 0.0);
            saw += suspect.getOrDefault(identifier.value(), 0.0);
        }
        return new Shown(read, saw / Math.max(1, read));
    }

    /** Null while less than five sessions of this kind are known. */
    public @Nullable TaskProfile task(String agent, String kind) {
        var sessions = sessions(agent, Aspect.SESSIONS, ProfileSample.ALL).getOrDefault(kind, 0.0);
        if (sessions < ENOUGH) return null;
        var usual = new HashSet<String>();
        var known = new HashSet<String>();
        tools.getOrDefault(agent, Map.of()).forEach((tool, tally) -> {
            var used = tally.sessions().getOrDefault(kind, 0.0);
            var share = (used + 0.5) / (sessions + ENOUGH);
            if (share >= USUAL_TOOL) usual.add(tool);
            if (share >= KNOWN_TOOL) known.add(tool);
        });
        return new TaskProfile(Math.round(sessions), usual, known);
    }

    /** Arguments that calls in many kinds of task have in common, in each of them seldom: a demand that travels. */
    public Set<String> spread(String agent, String kind) {
        var played = sessions(agent, Aspect.PLAYED, ProfileSample.ALL);
        return evenArguments
                .computeIfAbsent(agent, any -> EvenSpread.of(played, wide(agent)))
                .strangeTo(
                        played.getOrDefault(kind, 0.0),
                        argument -> sessions(agent, Aspect.ARGUMENT, argument).getOrDefault(kind, 0.0));
    }

    private List<Map.Entry<String, Map<String, Double>>> wide(String agent) {
        return wideArguments.getOrDefault(agent, Set.of()).stream()
                .map(argument -> Map.entry(argument, sessions(agent, Aspect.ARGUMENT, argument)))
                .toList();
    }

    private static boolean usedByPeers(Map<String, Double> used, Map<String, Double> sessions, String kind) {
        var in = used.getOrDefault(kind, 0.0);
        if (in < 2) return false;
        var here = sessions.getOrDefault(kind, 0.0);
        var share = (in + 0.5) / (here + ENOUGH);
        var elsewhere = (total(used) - in) / (total(sessions) - here + ENOUGH);
        return share >= 0.3 || share >= 0.1 && share >= 3 * elsewhere;
    }

    private static boolean usedByReaders(Map<String, Double> used, Shown shown) {
        return shown.read() >= 3 && shown.share() >= 0.5 && total(used) >= 2;
    }

    /** Whether this is so of an address of the agent's own. Of those that are used widely few are. */
    private boolean anyOwn(String agent, Map<String, Double> sessions, Predicate<OwnAddress> wanted) {
        var own = ownAddresses.computeIfAbsent(
                agent,
                any -> wideAddresses.getOrDefault(agent, Map.of()).values().stream()
                        .filter(wide -> own(agent, wide.address().value(), sessions))
                        .toList());
        for (var each : own) if (wanted.test(each)) return true;
        return false;
    }

    private boolean own(String agent, String address, Map<String, Double> sessions) {
        if (sessions(agent, Aspect.DESTINATION, address).size() < WIDE) return false;
        var seen = total(sessions(agent, Aspect.IDENTIFIER, address));
        return seen >= 10 && seen / Math.max(1, total(sessions)) >= 0.5;
    }

    private static <T> Map<String, T> of(Map<String, Map<String, T>> index, ProfileTally tally) {
        return index.computeIfAbsent(tally.agent(), agent -> new ConcurrentHashMap<>());
    }

    static double total(Map<String, Double> counts) {
        double total = 0;
        for (var count : counts.values()) total += count;
        return total;
    }
}
