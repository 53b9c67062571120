package dev.mandate.arguments.schema;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A schema or a part of one. Filled after it was made, since a schema may be part of itself. */
final class Subschema {
    private static final Keyword[] NONE = {};

    private Keyword[] keywords = NONE;

    /** Others that judge the same value for it. */
    private List<Subschema> beside = List.of();

    /** The same with those that it asks how the value is not. */
    private List<Subschema> asked = List.of();

    private final List<Subschema> alone = List.of(this);
    private volatile @Nullable List<Subschema> together;

    @Nullable
    Members members;

    @Nullable
    Elements elements;

    void fill(List<Keyword> all, List<Subschema> others, List<Subschema> excluded) {
        keywords = all.toArray(NONE);
        beside = List.copyOf(others);
        asked = excluded.isEmpty()
                ? beside
                : Stream.concat(others.stream(), excluded.stream()).toList();
    }

    boolean holds(@Nullable Object value, Trial trial) {
        trial.enter(1 + keywords.length);
        var holds = true;
        for (var at = 0; holds && at < keywords.length; at++) holds = keywords[at].holds(value, trial);
        trial.leave();
        return holds;
    }

    /** This and all that judge the same value with it. */
    List<Subschema> together() {
        if (beside.isEmpty()) return alone;
        var known = together;
        if (known != null) return known;
        var all = Collections.<Subschema>newSetFromMap(new IdentityHashMap<>());
        collect(all);
        known = List.copyOf(all);
        together = known;
        return known;
    }

    private void collect(Set<Subschema> all) {
        if (all.add(this)) for (var other : beside) other.collect(all);
    }

    List<Subschema> asked() {
        return asked;
    }
}
