package dev.mandate.audit.engine.sessions;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Room;
import dev.mandate.audit.engine.profiles.ProfileSample;
import dev.mandate.audit.engine.profiles.ProfileSample.Entry;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.risk.ProfileTally.Aspect;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.provenance.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the session's own task keeps of it.
 *
 * @param risk what decisions may know
 * @param kind of task; empty where the platform doesn't tell
 * @param tools that it used
 * @param destinations that calls with consequences named
 * @param arguments digests of what such calls asked for
 * @param readings digest of each reading call, with the identifiers that it showed
 * @param touched when its newest action was read, milliseconds since 1970 by the wall clock
 * @param taught it has been learnt from
 * @param doneAt when the newest of its calls was allowed that a finding can rest on and no person approved by itself, milliseconds since 1970;
 *     0 for none
 */
public record SessionMemory(
        SessionRisk risk,
        String agent,
        String kind,
        Set<String> tools,
        Set<String> destinations,
        Set<String> arguments,
        Map<String, List<String>> readings,
        long touched,
        boolean taught,
        long doneAt) {

    private static final int AROUND_ENTRY = 64;

    /** How far apart the revisions of two actions are, so that what is found in between has room. */
    static final int REVISIONS = 64;

    /** The last state of a session that is forgotten: nothing of what it touched. */
    SessionRisk deleted() {
        return risk.ended(risk.revision() + REVISIONS);
    }

    /** What is left of it where it can't be written; it teaches nothing. */
    SessionMemory doubtful() {
        return new SessionMemory(
                Doubtful.of(risk), agent, kind, Set.of(), Set.of(), Set.of(), Map.of(), touched, true, doneAt);
    }

    /** The delegation that says so became known. */
    SessionMemory withTask(List<String> identifiers) {
        var known = risk.inTask(identifiers, risk.profile(), risk.spread());
        return new SessionMemory(known, agent, kind, tools, destinations, arguments, readings, touched, taught, doneAt);
    }

    SessionMemory becoming(SessionRisk next, long now) {
        return new SessionMemory(next, agent, kind, tools, destinations, arguments, readings, now, taught, doneAt);
    }

    SessionMemory touchedAt(long now) {
        return new SessionMemory(risk, agent, kind, tools, destinations, arguments, readings, now, taught, doneAt);
    }

    /** After a call that was allowed then. */
    SessionMemory doneAt(long allowed) {
        return new SessionMemory(
                risk,
                agent,
                kind,
                tools,
                destinations,
                arguments,
                readings,
                touched,
                taught,
                Math.max(doneAt, allowed));
    }

    /**
     * Something was done since this was asked of a person, which he could not see then. When it was asked, its id says: the decision's that
     * asked. Never since he agreed to calls like one, which he looks at none of.
     */
    public boolean isDoneSince(String approval) {
        if (!approval.startsWith(ApprovalId.PREFIX)) return false;
        var asked = new ApprovalId(approval).askedBy().madeAt();
        return asked == null ? doneAt > 0 : doneAt >= asked.toEpochMilli();
    }

    SessionMemory afterTeaching() {
        return new SessionMemory(risk, agent, kind, tools, destinations, arguments, readings, touched, true, doneAt);
    }

    ProfileSample sample(LearningScope scope) {
        var entries = new ArrayList<Entry>();
        entries.add(ProfileSample.entry(Aspect.PLAYED, ProfileSample.ALL, kind));
        arguments.forEach(argument -> entries.add(ProfileSample.entry(Aspect.ARGUMENT, argument, kind)));
        if (scope != LearningScope.AGAINST) {
            entries.add(ProfileSample.entry(Aspect.SESSIONS, ProfileSample.ALL, kind));
            tools.forEach(tool -> entries.add(ProfileSample.entry(Aspect.TOOL, tool, kind)));
            destinations.forEach(to -> entries.add(ProfileSample.entry(Aspect.DESTINATION, to, kind)));
        }
        var suspect = scope != LearningScope.ALL;
        readings.forEach((reading, shown) -> {
            var by = new ArrayList<>(shown);
            by.add(ProfileSample.ALL);
            entries.add(new Entry(Aspect.SHOWN, suspect ? ProfileSample.suspect(reading) : reading, by));
        });
        if (!suspect)
            addresses().forEach(address -> entries.add(ProfileSample.entry(Aspect.IDENTIFIER, address, kind)));
        return new ProfileSample(agent, kind, risk.at(), within(entries));
    }

    /** What comes last is left out where there is no room: then it teaches less, and makes nothing known. */
    private static List<Entry> within(List<Entry> entries) {
        var room = new Room(Bounds.LESSON);
        return entries.stream()
                .filter(entry -> room.takes(AROUND_ENTRY + EncodedText.bytes(entry.subject()) + Room.of(entry.by())))
                .toList();
    }

    /** All addresses, of which one may be the agent's own. */
    private Set<String> addresses() {
        return Stream.concat(
                        risk.taskIdentifiers().stream(),
                        risk.identifiers().stream().map(SeenIdentifier::value))
                .filter(value -> new Identifier(value).address())
                .collect(Collectors.toSet());
    }
}
