package dev.mandate.messaging.publishing;

import dev.mandate.events.administration.Actor;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;

/**
 * What counts of a kind of artifact counts for everybody, so that two people must want it; who watches a version changes nothing for
 * anybody. Versions never change, so that number and digest say what was looked at.
 */
public abstract class FarReachingActivation<A extends ArtifactRow, V extends VersionRow, C extends ChangeRow>
        implements FarReachingChange<RequestedChange, VersionActivation.Changed<A, V>, Refusal> {
    private final String kind;
    private final VersionActivation<A, V, C> activation;

    /** @param kind what is published there, in the plural, for instance {@code policies} */
    protected FarReachingActivation(String kind, VersionActivation<A, V, C> activation) {
        this.kind = kind;
        this.activation = activation;
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final Class<RequestedChange> content() {
        return RequestedChange.class;
    }

    @Override
    public final Uni<Result<Prepared<VersionActivation.Changed<A, V>, Refusal>, Refusal>> prepare(
            RequestedChange asked, Actor by) {
        return activation
                .plan(asked.named(), asked.change(), by)
                .map(result -> result.map(planned -> {
                    if (planned.plan().changesNothing() || asked.change().kind().ofShadow())
                        return Prepared.near(() -> activation.make(planned));
                    var reach = new Reach(
                            planned.artifact().id(),
                            state(planned),
                            summary(planned),
                            () -> activation.touches(planned));
                    return Prepared.far(reach, () -> activation.make(planned));
                }));
    }

    @Override
    public final String words(Refusal refusal) {
        return refusal.title();
    }

    /** What counts and what would count instead; who watches which version doesn't matter to it. */
    private String state(PlannedChange<A, V> planned) {
        var target = planned.target();
        return "instead of " + words(planned.plan().before()) + ", "
                + words(planned.plan().after()) + (target == null ? "" : " " + target.digest());
    }

    private String summary(PlannedChange<A, V> planned) {
        var plan = planned.plan();
        var target = planned.target();
        return "let " + words(plan.after()) + " of " + kind + " "
                + planned.artifact().name() + " count instead of "
                + words(plan.before())
                + (target == null ? "" : ", as " + target.author() + " published it under " + target.digest());
    }

    private static String words(ActiveVersion current) {
        if (current.retired()) return "nothing";
        return current.version() == null ? "what was shipped" : "version " + current.version();
    }
}
