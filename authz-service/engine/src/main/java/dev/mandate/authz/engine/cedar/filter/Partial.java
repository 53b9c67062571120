package dev.mandate.authz.engine.cedar.filter;

import dev.mandate.authz.engine.cedar.Entities;
import dev.mandate.authz.engine.cedar.Entity;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.Evaluation;
import dev.mandate.authz.engine.cedar.EvaluationException;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.cedar.Value;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * An evaluation for a request of which the resource isn't known.
 *
 * @param evaluation with all else; it knows nothing of any entity of the resource's type, and whoever looks one up finds no condition
 */
public record Partial(Evaluation evaluation, UnknownResource resource) {
    public static Partial of(Request request, Entities known, UnknownResource resource) {
        Entities others = uid -> {
            // It may be the one that is asked about.
            if (uid.type().equals(resource.type()))
                throw NotAFilter.lookingAt("one " + resource.type() + " by its name");
            return known.get(uid);
        };
        return new Partial(new Evaluation(request, others), resource);
    }

    /** Of an expression that doesn't read the resource. */
    public Residue known(Function<Evaluation, Value> expression) {
        try {
            return new Residue.Known(expression.apply(evaluation));
        } catch (EvaluationException e) {
            return Residue.FAILING;
        }
    }

    /** The ids of all entities of a type that this one is, or is in. */
    Set<String> upwards(EntityUid member, String type) {
        var ids = new HashSet<String>();
        if (member.type().equals(type)) ids.add(member.id());
        Entity entity = evaluation.entities().get(member);
        if (entity == null) return ids;
        for (var group : entity.ancestors()) if (group.type().equals(type)) ids.add(group.id());
        return ids;
    }
}
