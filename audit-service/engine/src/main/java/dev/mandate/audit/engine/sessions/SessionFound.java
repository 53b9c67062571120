package dev.mandate.audit.engine.sessions;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.audit.engine.calls.Approval;
import dev.mandate.audit.engine.sigma.correlation.Level;
import dev.mandate.events.risk.SessionRisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one session.
 *
 * @param level the gravest, approved or not
 * @param rules the first 16
 * @param unapproved the gravest of what nobody was asked about; in what lies from before that was kept, of all
 * @param waiting what was found at calls that wait for a person's approval, by the approval's id, until he says yes
 */
record SessionFound(
        SessionRisk.Level level,
        List<String> rules,
        SessionRisk.Level unapproved,
        Map<String, SessionRisk.Level> waiting) {
    static final SessionFound NOTHING =
            new SessionFound(SessionRisk.Level.NONE, List.of(), SessionRisk.Level.NONE, Map.of());

    private static final int MAX_WAITING = 16;

    SessionFound {
        unapproved = unapproved == null ? level : unapproved;
        waiting = waiting == null ? Map.of() : Map.copyOf(waiting);
    }

    /** @param approval that the call rests on at which it was found; null without one */
    SessionFound plus(String rule, Level found, @Nullable Approval approval) {
        var all = new ArrayList<>(rules);
        var name = Text.name(rule, Bounds.RULE);
        if (!all.contains(name) && all.size() < SessionRisk.MAX_RULES) all.add(name);
        var its = SessionRisk.Level.valueOf(found.name());
        var suspect = unapproved;
        var asked = new HashMap<>(waiting);
        if (approval == null || !approval.given() && asked.size() >= MAX_WAITING) suspect = gravest(suspect, its);
        else if (approval.given()) asked.remove(approval.id());
        else asked.merge(approval.id(), its, SessionFound::gravest);
        return new SessionFound(gravest(level, its), List.copyOf(all), suspect, asked);
    }

    /** The call that the approval is for ran: a person looked at what was found at it, and said yes. */
    SessionFound ran(String approval) {
        if (!waiting.containsKey(approval)) return this;
        var asked = new HashMap<>(waiting);
        asked.remove(approval);
        return new SessionFound(level, rules, unapproved, asked);
    }

    /** What decisions hold against the session: not what its person agreed to, or each further call would be asked about for his yes. */
    private SessionRisk.Level held() {
        return waiting.values().stream().reduce(unapproved, SessionFound::gravest);
    }

    /** What the session teaches: a person's yes is to the calls that he looked at, and not to what stood beside them. */
    Lesson lesson() {
        if (suspect(unapproved) || waiting.values().stream().anyMatch(SessionFound::suspect)) return Lesson.AGAINST;
        return suspect(level) ? Lesson.DEEDS : Lesson.ALL;
    }

    private static boolean suspect(SessionRisk.Level found) {
        return found.compareTo(SessionRisk.Level.MEDIUM) >= 0;
    }

    private static SessionRisk.Level gravest(SessionRisk.Level one, SessionRisk.Level other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The session's state with it; its revision grows with each rule and with the gravest level, and stays below that of the next action. */
    SessionRisk on(SessionRisk risk) {
        if (rules.isEmpty()) return risk;
        return new SessionRisk(
                risk.session(),
                risk.revision() + rules.size() + level.ordinal(),
                false,
                held(),
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
                risk.warnedAt(),
                risk.at(),
                risk.forgotten());
    }
}
