package dev.mandate.audit.engine.groups;

import dev.mandate.audit.engine.sigma.correlation.CorrelationState;
import dev.mandate.audit.engine.sigma.correlation.Correlator;
import dev.mandate.audit.engine.sigma.correlation.GroupStates;
import dev.mandate.audit.engine.sigma.correlation.Match;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.correlation.Withdrawal;
import dev.mandate.audit.engine.sigma.correlation.chains.JudgedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One event in one group: first each rule is advanced, then all of them are stored, then what came true can be told. */
final class Advance {
    private final GroupStore store;
    private final RuleBook rules;
    private final GroupEvent event;
    private final JudgedEvent judged;
    private final long now;
    private final GroupStates before;
    private final Map<String, CorrelationState> changed = new LinkedHashMap<>();
    /** Once each: rules that share events forget the same ones. */
    private final Set<String> forgotten = new LinkedHashSet<>();

    private final List<Match> matches = new ArrayList<>();
    private final List<Withdrawal> withdrawn = new ArrayList<>();
    private boolean outgrown;

    Advance(GroupStore store, RuleBook rules, GroupEvent event, long now) {
        this.store = store;
        this.rules = rules;
        this.event = event;
        this.judged = new JudgedEvent(event.event());
        this.now = now;
        this.before = store.known(event.group().encoded());
    }

    void by(String rule) {
        var state = before.of(rule);
        var step = Correlator.advance(rules, event.group().of(rule), state, judged);
        if (step.state() == state) return;
        store.look(state, judged.at(), rules.timespanOf(rule));
        changed.put(rule, step.state());
        forgotten.addAll(step.forgotten());
        matches.addAll(step.matches());
        matches.addAll(step.again());
        withdrawn.addAll(step.withdrawn());
    }

    List<Match> stored() {
        if (changed.isEmpty()) return List.of();
        var after = before.with(changed, rules);
        var kept = store.put(event.group(), before, after, rules, now);
        store.putEvidence(event.group(), event.event());
        outgrown = kept != after;
        if (outgrown) forgotten.addAll(after.events());
        for (var id : forgotten) if (!kept.has(id)) store.forgetEvidence(event.group(), id);
        return matches;
    }

    /** What the group had seen was more than can be kept, and the oldest of it is forgotten. */
    boolean outgrown() {
        return outgrown;
    }

    /** What an action without a decision cancels is never taken back: whoever makes up actions could close what is told of them. */
    List<Withdrawal> withdrawn() {
        return event.event().attested() ? withdrawn : List.of();
    }
}
