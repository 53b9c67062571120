package dev.mandate.events.authz;

import dev.mandate.events.authz.DecisionEvent.Decided;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the form that always has room on its topic: who asked for what, the answer and why, with every text and list cut.
 * Only a denial is told so. That it is brief shows by what it {@link Decided#omitted}.
 */
final class BriefDecision {
    /** In characters: {@code type/id} as a request may name it. */
    private static final int NAME = 2049;

    private static final int TEXT = 1024;
    private static final int ID = 128;
    private static final int MANY = 64;

    private BriefDecision() {}

    static Decided of(Decided whole) {
        return new Decided(
                whole.decision(),
                whole.at(),
                whole.session(),
                cut(whole.subject(), NAME),
                whole.identity(),
                some(whole.chain()),
                whole.person(),
                whole.delegation(),
                cut(whole.action(), NAME),
                cut(whole.resource(), NAME),
                null,
                null,
                false,
                maybeCut(whole.reason(), ID),
                maybeCut(whole.explanation(), TEXT),
                some(whole.guards()).stream().map(BriefDecision::guard).toList(),
                cut(whole.policyVersion(), TEXT),
                whole.catalogRevision(),
                whole.freshnessMillis(),
                cut(whole.caller(), TEXT),
                maybeCut(whole.requestId(), TEXT),
                null,
                whole.logged(),
                null,
                null,
                null,
                Omitted.of(whole.arguments(), whole.asserted()),
                whole.presenter(),
                null,
                null,
                null,
                null,
                whole.receipt());
    }

    private static GuardOutcome guard(GuardOutcome guard) {
        return new GuardOutcome(
                cut(guard.guard(), ID),
                maybeCut(guard.about(), ID),
                guard.passed(),
                maybeCut(guard.reason(), ID),
                List.of());
    }

    private static <T> List<T> some(List<T> all) {
        return all.subList(0, Math.min(MANY, all.size()));
    }

    private static @Nullable String maybeCut(@Nullable String text, int most) {
        return text == null ? null : cut(text, most);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) return text;
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
