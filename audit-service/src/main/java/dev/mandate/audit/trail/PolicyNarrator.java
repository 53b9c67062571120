package dev.mandate.audit.trail;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.authz.PolicyRecord.Activation;
import dev.mandate.events.authz.PolicyRecord.Published;
import dev.mandate.events.authz.PolicyRecord.Version;
import dev.mandate.events.ids.IdentityId;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who published which version of a policy set, and who put which in force. */
final class PolicyNarrator {
    private final Function<Actor, String> names;

    PolicyNarrator(Function<Actor, String> names) {
        this.names = names;
    }

    /** @throws IllegalArgumentException for a part of a version, which is no event */
    TrailRow tell(PolicyRecord record) {
        if (record instanceof Published it) return published(it);
        if (record instanceof Activation it) return activation(it);
        throw new IllegalArgumentException(record.key() + " is no event");
    }

    private TrailRow published(Published it) {
        return row(
                it.by().identity().orElse(null),
                "published",
                names.apply(it.by()) + " published version " + it.version() + " of the policy set " + it.set() + ": "
                        + it.policies() + " policies, " + it.tests() + " tests, " + it.digest()
                        + (it.comment() == null ? "" : "; " + it.comment()),
                it.set());
    }

    private TrailRow activation(Activation it) {
        var actor = it.actor();
        var who = actor == null ? it.by() : names.apply(actor);
        var change = it.change();
        return row(
                actor == null
                        ? IdentityId.parse(it.by()).orElse(null)
                        : actor.identity().orElse(null),
                change == null
                        ? (it.active() == null ? "deactivated" : "active")
                        : change.name().toLowerCase(Locale.ROOT),
                who + " " + did(it) + "; in force: " + shown(it.active()) + ", watched: " + shown(it.shadow()),
                it.set());
    }

    private static String did(Activation it) {
        var set = "the policy set " + it.set();
        var change = it.change();
        if (change == null) return "changed which version of " + set + " counts";
        return switch (change) {
            case ACTIVATED -> "activated " + shown(it.active()) + " of " + set;
            case ROLLED_BACK -> "rolled " + set + " back to " + shown(it.active());
            case DEACTIVATED -> "took " + set + " out of force";
            case WATCHED -> "watches " + shown(it.shadow()) + " of " + set + " as a shadow";
            case UNWATCHED -> "watches no version of " + set + " any more";
        };
    }

    private static String shown(@Nullable Version version) {
        return version == null ? "none" : "version " + version.version();
    }

    private static TrailRow row(@Nullable IdentityId who, String outcome, String summary, String set) {
        var person = who == null || !who.isPerson() ? null : who;
        return new TrailRow(null, null, person, null, null, outcome, summary).on("policy-set:" + set);
    }
}
