package dev.mandate.authz.engine.cedar.json;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.Evaluation;
import dev.mandate.authz.engine.cedar.EvaluationException;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.Value;
import org.jspecify.annotations.Nullable;

/** The operators that ask what is known about entities. To ask whether is never an error; to read what is unknown is one. */
final class Lookups {

    private Lookups() {}

    static boolean hasAttribute(Value owner, String name, Evaluation in) {
        return attributeOrNull(owner, name, in) != null;
    }

    static Value attribute(Value owner, String name, Evaluation in) {
        var found = attributeOrNull(owner, name, in);
        if (found != null) return found;
        throw new EvaluationException(describe(owner, in) + " has no attribute `" + name + "`");
    }

    private static @Nullable Value attributeOrNull(Value owner, String name, Evaluation in) {
        if (owner instanceof RecordValue record) return record.attributes().get(name);
        if (!(owner instanceof EntityUid uid)) {
            throw new EvaluationException("type error: expected a record or an entity, got " + owner.typeName());
        }
        var entity = in.entities().get(uid);
        return entity == null ? null : entity.attribute(name);
    }

    static boolean hasTag(Value owner, Value name, Evaluation in) {
        return tagOrNull(Expect.entity(owner), Expect.string(name), in) != null;
    }

    static Value tag(Value owner, Value name, Evaluation in) {
        var found = tagOrNull(Expect.entity(owner), Expect.string(name), in);
        if (found != null) return found;
        throw new EvaluationException(describe(owner, in) + " has no tag `" + Expect.string(name) + "`");
    }

    private static @Nullable Value tagOrNull(EntityUid uid, String name, Evaluation in) {
        var entity = in.entities().get(uid);
        return entity == null ? null : entity.tag(name);
    }

    /** An error for a set with anything but entities in it, even where another element would match. */
    static boolean isIn(Value member, Value groups, Evaluation in) {
        var uid = Expect.entity(member);
        if (!(groups instanceof SetValue set)) return isInGroup(uid, Expect.entity(groups), in);
        set.elements().forEach(Expect::entity);
        if (set.elements().contains(uid)) return true;
        var entity = in.entities().get(uid);
        if (entity == null) return false;
        for (var group : set.elements()) {
            if (entity.isDescendantOf(Expect.entity(group))) return true;
        }
        return false;
    }

    private static boolean isInGroup(EntityUid uid, EntityUid group, Evaluation in) {
        if (uid.equals(group)) return true;
        var entity = in.entities().get(uid);
        return entity != null && entity.isDescendantOf(group);
    }

    private static String describe(Value owner, Evaluation in) {
        if (!(owner instanceof EntityUid uid)) return "the record";
        return in.entities().get(uid) == null ? "the unknown entity `" + uid + "`" : "`" + uid + "`";
    }
}
