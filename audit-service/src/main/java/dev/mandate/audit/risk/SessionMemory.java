package dev.mandate.audit.risk;

import dev.mandate.audit.profiles.Lesson;
import dev.mandate.events.risk.ProfileTally.Aspect;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 */
record SessionMemory(
        SessionRisk risk,
        String agent,
        String kind,
        Set<String> tools,
        Set<String> destinations,
        Set<String> arguments,
        Map<String, List<String>> readings,
        long touched,
        boolean taught) {

    /** A finding about the session; from medium on it teaches nothing any more. */
    SessionMemory found(String rule, Level level) {
        var rules = new ArrayList<>(risk.rules());
        if (!rules.contains(rule) && rules.size() < SessionRisk.MAX_RULES) rules.add(rule);
        var gravest = level.compareTo(risk.level()) > 0 ? level : risk.level();
        var next = new SessionRisk(
                risk.session(),
                risk.revision() + 1,
                false,
                gravest,
                rules,
                risk.labels(),
                risk.calls(),
                risk.untrustedReads(),
                risk.privateReads(),
                risk.suspicious(),
                risk.taskIdentifiers(),
                risk.identifiers(),
                risk.profile(),
                risk.spread(),
                risk.at());
        return with(next, taught);
    }

    /** The last state of a session that is forgotten: nothing of what it touched. */
    SessionRisk deleted() {
        return new SessionRisk(
                risk.session(),
                risk.revision() + 1,
                true,
                Level.NONE,
                List.of(),
                Set.of(),
                0,
                0,
                0,
                false,
                List.of(),
                List.of(),
                null,
                Set.of(),
                risk.at());
    }

    SessionMemory afterTeaching() {
        return with(risk, true);
    }

    /** Nothing was found that would make its habits suspect. */
    boolean clean() {
        return risk.level().compareTo(Level.MEDIUM) < 0;
    }

    Lesson lesson() {
        var subjects = new EnumMap<Aspect, Set<String>>(Aspect.class);
        subjects.put(Aspect.PLAYED, Set.of(Lesson.ALL));
        subjects.put(Aspect.ARGUMENT, arguments);
        if (clean()) {
            subjects.put(Aspect.SESSIONS, Set.of(Lesson.ALL));
            subjects.put(Aspect.TOOL, tools);
            subjects.put(Aspect.DESTINATION, destinations);
            subjects.put(Aspect.READING, readings.keySet());
            subjects.put(Aspect.SHOWN, shown());
            subjects.put(Aspect.IDENTIFIER, identifiers());
        }
        return new Lesson(agent, kind, risk.at(), subjects);
    }

    private Set<String> shown() {
        var shown = new HashSet<String>();
        readings.forEach((reading, identifiers) ->
                identifiers.forEach(identifier -> shown.add(Lesson.shown(reading, identifier))));
        return shown;
    }

    private Set<String> identifiers() {
        var identifiers = new HashSet<>(risk.taskIdentifiers());
        risk.identifiers().stream().map(SeenIdentifier::value).forEach(identifiers::add);
        return identifiers;
    }

    private SessionMemory with(SessionRisk next, boolean taughtNow) {
        return new SessionMemory(
                next, agent, kind, tools, destinations, arguments, readings, touched, taughtNow);
    }
}
