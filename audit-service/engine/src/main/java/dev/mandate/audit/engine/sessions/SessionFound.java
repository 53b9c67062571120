package dev.mandate.audit.engine.sessions;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.audit.engine.calls.Approval;
import dev.mandate.audit.engine.sigma.correlation.Level;
import dev.mandate.events.risk.SessionRisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one session.
 *
 * @param level the gravest, approved or not
 * @param rules the first 16
 * @param unapproved the gravest of what nobody was asked about; in what lies from before that was kept, of all
 * @param waiting what was found at calls that wait for a person's approval, by the approval's id, until he says yes; and what is held
 *     against the session until somebody tells of a call that was allowed, by the decision's id
 * @param accepted the rules of what was found at calls that he approved one by one
 * @param likeThose the gravest of what these rules found at calls like one, which he has not looked at
 */
record SessionFound(
        SessionRisk.Level level,
        List<String> rules,
        SessionRisk.Level unapproved,
        Map<String, SessionRisk.Level> waiting,
        Set<String> accepted,
        SessionRisk.Level likeThose) {
    static final SessionFound NOTHING = new SessionFound(
            SessionRisk.Level.NONE, List.of(), SessionRisk.Level.NONE, Map.of(), Set.of(), SessionRisk.Level.NONE);

    private static final int MAX_WAITING = 16;

    SessionFound {
        unapproved = unapproved == null ? level : unapproved;
        waiting = waiting == null ? Map.of() : Map.copyOf(waiting);
        accepted = accepted == null ? Set.of() : Set.copyOf(accepted);
        likeThose = likeThose == null ? SessionRisk.Level.NONE : likeThose;
    }

    /** @param approval that the call rests on at which it was found; null without one */
    SessionFound plus(String rule, Level found, @Nullable Approval approval) {
        var all = new ArrayList<>(rules);
        var name = Text.name(rule, Bounds.RULE);
        if (!all.contains(name) && all.size() < SessionRisk.MAX_RULES) all.add(name);
        var its = SessionRisk.Level.valueOf(found.name());
        var suspect = unapproved;
        var alike = likeThose;
        var asked = new HashMap<>(waiting);
        var seen = new HashSet<>(accepted);
        if (approval == null || !approval.given() && asked.size() >= MAX_WAITING) suspect = gravest(suspect, its);
        else if (!approval.given()) asked.merge(approval.id(), its, SessionFound::gravest);
        else if (!approval.ofCallsLikeIt()) {
            asked.remove(approval.id());
            if (seen.size() < SessionRisk.MAX_RULES) seen.add(name);
        } else if (seen.contains(name)) alike = gravest(alike, its);
        else suspect = gravest(suspect, its);
        return new SessionFound(gravest(level, its), List.copyOf(all), suspect, asked, seen, alike);
    }

    /** The call that the approval is for ran: a person looked at what was found at it, and said yes. */
    SessionFound ran(String approval) {
        if (!waiting.containsKey(approval)) return this;
        var asked = new HashMap<>(waiting);
        asked.remove(approval);
        return new SessionFound(level, rules, unapproved, asked, accepted, likeThose);
    }

    /** What decisions hold against the session: not what its person said yes to, or each further call would be asked about for his yes. */
    private SessionRisk.Level held() {
        return waiting.values().stream().reduce(unapproved, SessionFound::gravest);
    }

    /** What the session teaches: a person's yes is to the calls that he looked at, and neither to what stood beside them nor to others like them. */
    Lesson lesson() {
        if (suspect(unapproved)
                || suspect(likeThose)
                || waiting.values().stream().anyMatch(SessionFound::suspect)) return Lesson.AGAINST;
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
        return risk.found(risk.revision() + rules.size() + level.ordinal(), held(), rules);
    }
}
