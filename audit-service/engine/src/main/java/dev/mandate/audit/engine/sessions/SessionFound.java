package dev.mandate.audit.engine.sessions;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.audit.engine.sigma.correlation.Level;
import dev.mandate.events.risk.SessionRisk;
import java.util.ArrayList;
import java.util.List;

/** What was found about one session: the gravest level and the first 16 rules. */
record SessionFound(SessionRisk.Level level, List<String> rules) {
    static final SessionFound NOTHING = new SessionFound(SessionRisk.Level.NONE, List.of());

    SessionFound plus(String rule, Level found) {
        var all = new ArrayList<>(rules);
        var its = Text.name(rule, Bounds.RULE);
        if (!all.contains(its) && all.size() < SessionRisk.MAX_RULES) all.add(its);
        var gravest = SessionRisk.Level.valueOf(found.name());
        return new SessionFound(gravest.compareTo(level) > 0 ? gravest : level, List.copyOf(all));
    }

    /** Nothing was found that would make the session's habits suspect. */
    boolean teaches() {
        return level.compareTo(SessionRisk.Level.MEDIUM) < 0;
    }

    /** The session's state with it; its revision grows with each rule and with the level, and stays below that of the next action. */
    SessionRisk on(SessionRisk risk) {
        if (rules.isEmpty()) return risk;
        return new SessionRisk(
                risk.session(),
                risk.revision() + rules.size() + level.ordinal(),
                false,
                level,
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
