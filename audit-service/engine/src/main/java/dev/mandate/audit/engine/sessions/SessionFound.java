package dev.mandate.audit.engine.sessions;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.audit.engine.calls.Approval;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.events.risk.SessionRisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one session.
 *
 * @param level the gravest, approved or not
 * @param rules the first 16
 * @param unapproved the gravest of what nobody was asked about; in what lies from before that was kept, of all
 * @param waiting what was found at calls that wait for a person's approval, by the approval's id, until he says yes; and what is held
 *     against the session until somebody tells of a call that was allowed, by the decision's id
 * @param accepted the rules of what was found at calls that he approved one by one, and could see when he was asked
 * @param likeThose the gravest of what these rules found at calls like one, which he has not looked at
 * @param against the rules of what nobody said yes to; in what lies from before that was kept, all of them
 * @param waitingRules the rules of what waits, by the same ids
 */
record SessionFound(
        SessionRisk.Level level,
        List<String> rules,
        SessionRisk.Level unapproved,
        Map<String, SessionRisk.Level> waiting,
        Set<String> accepted,
        SessionRisk.Level likeThose,
        Set<String> against,
        Map<String, Set<String>> waitingRules) {
    static final SessionFound NOTHING = new SessionFound(
            SessionRisk.Level.NONE,
            List.of(),
            SessionRisk.Level.NONE,
            Map.of(),
            Set.of(),
            SessionRisk.Level.NONE,
            Set.of(),
            Map.of());

    private static final int MAX_WAITING = 16;

    SessionFound {
        unapproved = unapproved == null ? level : unapproved;
        waiting = waiting == null ? Map.of() : Map.copyOf(waiting);
        accepted = accepted == null ? Set.of() : Set.copyOf(accepted);
        likeThose = likeThose == null ? SessionRisk.Level.NONE : likeThose;
        against = against == null ? Set.copyOf(rules) : Set.copyOf(against);
        waitingRules = waitingRules == null ? Map.of() : Map.copyOf(waitingRules);
    }

    /** @param approval that the call rests on at which it was found; null without one */
    SessionFound plus(String rule, Level found, @Nullable Approval approval) {
        var name = Text.name(rule, Bounds.RULE);
        var its = SessionRisk.Level.valueOf(found.name());
        var all = new ArrayList<>(rules);
        if (!all.contains(name) && all.size() < SessionRisk.MAX_RULES) all.add(name);
        var known = new SessionFound(
                gravest(level, its), List.copyOf(all), unapproved, waiting, accepted, likeThose, against, waitingRules);
        if (approval == null) return known.suspected(name, its);
        if (!approval.given())
            return waiting.size() < MAX_WAITING && couldBeSeen(approval, name)
                    ? known.waits(approval.id(), name, its)
                    : known.suspected(name, its);
        if (approval.ofCallsLikeIt()) return accepted.contains(name) ? known.alike(its) : known.suspected(name, its);
        var asked = known.ran(approval.id());
        return approval.seen() || asked.accepted.contains(name) ? asked.accepted(name) : asked.suspected(name, its);
    }

    /** Who asks for a call again after he has read more shows nobody more than there was when a person was asked for it first. */
    private boolean couldBeSeen(Approval approval, String rule) {
        return approval.seen()
                || accepted.contains(rule)
                || waitingRules.getOrDefault(approval.id(), Set.of()).contains(rule);
    }

    private SessionFound suspected(String rule, SessionRisk.Level its) {
        return new SessionFound(
                level,
                rules,
                gravest(unapproved, its),
                waiting,
                accepted,
                likeThose,
                with(against, rule),
                waitingRules);
    }

    private SessionFound waits(String approval, String rule, SessionRisk.Level its) {
        var asked = new HashMap<>(waiting);
        asked.merge(approval, its, SessionFound::gravest);
        var by = new HashMap<>(waitingRules);
        by.put(approval, with(by.getOrDefault(approval, Set.of()), rule));
        return new SessionFound(level, rules, unapproved, asked, accepted, likeThose, against, by);
    }

    private SessionFound accepted(String rule) {
        return new SessionFound(
                level, rules, unapproved, waiting, with(accepted, rule), likeThose, against, waitingRules);
    }

    private SessionFound alike(SessionRisk.Level its) {
        return new SessionFound(
                level, rules, unapproved, waiting, accepted, gravest(likeThose, its), against, waitingRules);
    }

    /** The call that the approval is for ran: a person looked at what was found at it when it was held, and said yes. */
    SessionFound ran(String approval) {
        return answered(approval, true);
    }

    /** It is told what became of that call. */
    SessionFound told(String decision) {
        return answered(decision, false);
    }

    private SessionFound answered(String id, boolean yes) {
        if (!waiting.containsKey(id)) return this;
        var asked = new HashMap<>(waiting);
        asked.remove(id);
        var by = new HashMap<>(waitingRules);
        var its = by.remove(id);
        var seen = accepted;
        if (yes && its != null) for (var rule : its) seen = with(seen, rule);
        return new SessionFound(level, rules, unapproved, asked, seen, likeThose, against, by);
    }

    private static Set<String> with(Set<String> some, String one) {
        if (some.contains(one) || some.size() >= SessionRisk.MAX_RULES) return some;
        var more = new HashSet<>(some);
        more.add(one);
        return more;
    }

    /** What decisions hold against the session: not what its person said yes to, or each further call would be asked about for his yes. */
    private SessionRisk.Level held() {
        return waiting.values().stream().reduce(unapproved, SessionFound::gravest);
    }

    /** By which rules: a yes because of these is none because of others. */
    private List<String> counting() {
        var all = new TreeSet<>(against);
        waitingRules.values().forEach(all::addAll);
        return all.stream().limit(SessionRisk.MAX_RULES).toList();
    }

    /** What the session teaches: a person's yes is to the calls that he looked at, and neither to what stood beside them nor to others like them. */
    LearningScope learningScope() {
        if (suspect(unapproved)
                || suspect(likeThose)
                || waiting.values().stream().anyMatch(SessionFound::suspect)) return LearningScope.AGAINST;
        return suspect(level) ? LearningScope.ACTIONS : LearningScope.ALL;
    }

    private static boolean suspect(SessionRisk.Level found) {
        return found.compareTo(SessionRisk.Level.MEDIUM) >= 0;
    }

    private static SessionRisk.Level gravest(SessionRisk.Level one, SessionRisk.Level other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The session's state with it; its revision grows with each rule and level that is found or counts, and stays below that of the next action. */
    SessionRisk on(SessionRisk risk) {
        if (rules.isEmpty()) return risk;
        var held = held();
        var counting = counting();
        var grown = rules.size() + level.ordinal() + counting.size() + held.ordinal();
        return risk.found(risk.revision() + grown, held, rules, counting);
    }
}
