package dev.mandate.audit.trail;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.risk.RulePublished;
import dev.mandate.events.risk.RuleRecord;
import dev.mandate.events.risk.RuleState;
import java.util.Optional;
import java.util.function.Function;

/** Says in one sentence who published which version of a risk rule, and who made which count. */
final class RuleNarrator {
    private final Function<Actor, String> names;

    RuleNarrator(Function<Actor, String> names) {
        this.names = names;
    }

    TrailRow tell(RuleRecord record) {
        if (record instanceof RulePublished it) return published(it);
        return state((RuleState) record);
    }

    private TrailRow published(RulePublished it) {
        return row(
                it.by().identity(),
                "published",
                names.apply(it.by()) + " published version " + it.version() + " of the risk rule " + it.rule() + ": "
                        + it.title() + ", level " + it.level() + ", " + it.tests() + " tests, " + it.digest()
                        + (it.comment() == null ? "" : "; " + it.comment()),
                it.rule());
    }

    private TrailRow state(RuleState it) {
        var actor = it.actor();
        var active = it.active();
        var shadow = it.shadow();
        var counts = it.retired()
                ? "is retired"
                : active == null ? "counts as it was shipped" : "counts in version " + active.version();
        return row(
                actor == null ? IdentityId.parse(it.by()) : actor.identity(),
                it.retired() ? "retired" : active == null ? "shipped" : "active",
                (actor == null ? it.by() : names.apply(actor)) + ": the risk rule " + it.rule() + " " + counts
                        + (shadow == null ? "" : ", version " + shadow.version() + " is watched"),
                it.rule());
    }

    private static TrailRow row(Optional<IdentityId> who, String outcome, String summary, String rule) {
        var person = who.filter(IdentityId::isPerson).orElse(null);
        return new TrailRow(null, null, person, null, null, outcome, summary).on("rule:" + rule);
    }
}
