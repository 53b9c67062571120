package dev.mandate.audit.risk;

import dev.mandate.audit.profiles.Lesson;
import dev.mandate.audit.profiles.Lesson.Entry;
import dev.mandate.events.provenance.Identifier;
import dev.mandate.events.risk.ProfileTally.Aspect;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
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
        var entries = new ArrayList<Entry>();
        entries.add(Lesson.entry(Aspect.PLAYED, Lesson.ALL, kind));
        arguments.forEach(argument -> entries.add(Lesson.entry(Aspect.ARGUMENT, argument, kind)));
        if (clean()) {
            entries.add(Lesson.entry(Aspect.SESSIONS, Lesson.ALL, kind));
            tools.forEach(tool -> entries.add(Lesson.entry(Aspect.TOOL, tool, kind)));
            destinations.forEach(to -> entries.add(Lesson.entry(Aspect.DESTINATION, to, kind)));
            readings.forEach((reading, shown) -> {
                var by = new ArrayList<>(shown);
                by.add(Lesson.ALL);
                entries.add(new Entry(Aspect.SHOWN, reading, by));
            });
            addresses().forEach(address -> entries.add(Lesson.entry(Aspect.IDENTIFIER, address, kind)));
        }
        return new Lesson(agent, kind, risk.at(), entries);
    }

    private Set<String> addresses() {
        return Stream.concat(
                        risk.taskIdentifiers().stream(),
                        risk.identifiers().stream().map(SeenIdentifier::value))
                .filter(value -> new Identifier(value).address())
                .collect(Collectors.toSet());
    }

    private SessionMemory with(SessionRisk next, boolean taughtNow) {
        return new SessionMemory(next, agent, kind, tools, destinations, arguments, readings, touched, taughtNow);
    }
}
